import { openFloorFile } from '../../floor/sqlite/open-floor-file.ts';
import type { FetchedFile } from './floor.ts';

const perCommit = { files: 2000, bytes: 8 * 1024 * 1024 };

const schema = `
  CREATE TABLE IF NOT EXISTS files (id TEXT PRIMARY KEY, version TEXT NOT NULL, content BLOB NOT NULL);
`;

/** Files as rows of a database that is as durable as ours. */
export class FloorRows {
  readonly #database: ReturnType<typeof openFloorFile>;
  readonly #commit: (files: readonly FetchedFile[]) => void;
  readonly #removeAll: (ids: Iterable<string>) => void;
  #held: FetchedFile[] = [];
  #heldBytes = 0;

  constructor(file: string) {
    const database = openFloorFile(file, 'FULL');
    database.exec(schema);
    const put = database.prepare('INSERT OR REPLACE INTO files (id, version, content) VALUES (?, ?, ?)');
    const remove = database.prepare('DELETE FROM files WHERE id = ?');
    this.#database = database;
    this.#commit = database.transaction((files: readonly FetchedFile[]) => {
      for (const { item, bytes } of files) put.run(item.id, item.version, bytes);
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
