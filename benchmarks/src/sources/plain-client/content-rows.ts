import { openFloorFile } from '../../floor/sqlite/open-floor-file.ts';
import type { FetchedFile } from './plain-client.ts';

const perCommit = { files: 2000, bytes: 8 * 1024 * 1024 };

const schema = `
  CREATE TABLE IF NOT EXISTS files (id TEXT PRIMARY KEY, version TEXT NOT NULL, content BLOB NOT NULL);
`;

/** The terms of the contents and no more, as SQLite makes them by itself. */
const searchSchema = `
  CREATE VIRTUAL TABLE IF NOT EXISTS terms USING fts5(content, content='');
`;

/** Files as rows of a database that is as durable as ours. */
export class ContentRows {
  readonly #database: ReturnType<typeof openFloorFile>;
  readonly #commit: (files: readonly FetchedFile[]) => void;
  readonly #removeAll: (ids: Iterable<string>) => void;
  #held: FetchedFile[] = [];
  #heldBytes = 0;

  /** @param searchable every content is in a full-text table too; what is there already must not change then */
  constructor(file: string, searchable: boolean) {
    const database = openFloorFile(file, 'FULL');
    database.exec(schema);
    if (searchable) database.exec(searchSchema);
    const put = database.prepare('INSERT OR REPLACE INTO files (id, version, content) VALUES (?, ?, ?)');
    const index = searchable && database.prepare('INSERT INTO terms (content) VALUES (CAST(? AS TEXT))');
    const remove = database.prepare('DELETE FROM files WHERE id = ?');
    this.#database = database;
    this.#commit = database.transaction((files: readonly FetchedFile[]) => {
      for (const { item, bytes } of files) {
        put.run(item.id, item.version, bytes);
        if (index) index.run(bytes);
      }
    });
    this.#removeAll = database.transaction((ids: Iterable<string>) => {
      for (const id of ids) remove.run(id);
    });
  }

  /** By id. */
  versions(): Map<string, string> {
    return new Map(this.#database.prepare<[], [string, string]>('SELECT id, version FROM files').raw().all());
  }

  /** Committed with others. */
  put(file: FetchedFile): void {
    this.#held.push(file);
    this.#heldBytes += file.bytes.length;
    if (this.#held.length >= perCommit.files || this.#heldBytes >= perCommit.bytes) this.#flush();
  }

  remove(ids: Iterable<string>): void {
    this.#flush();
    this.#removeAll(ids);
  }

  count(): number {
    this.#flush();
    return this.#database.prepare<[], number>('SELECT COUNT(*) FROM files').pluck().get() ?? 0;
  }

  close(): void {
    this.#database.close();
  }

  #flush(): void {
    if (this.#held.length > 0) this.#commit(this.#held);
    this.#held = [];
    this.#heldBytes = 0;
  }
}
