import { chunksToIndex, indexTerms } from '@acequia/knowledge';
import type Database from 'better-sqlite3';
import type { PreparedWork } from '../../measure/prepared-work.ts';
import { openFloorFile } from './open-floor-file.ts';

const perCommit = 2000;

const schema = `
  CREATE TABLE IF NOT EXISTS positions (data_source_id INTEGER PRIMARY KEY, seq INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS titles (document_id INTEGER PRIMARY KEY, title TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS chunks (
    id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, key TEXT NOT NULL, headings TEXT NOT NULL, text TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS chunks_document ON chunks (document_id);
  CREATE VIRTUAL TABLE IF NOT EXISTS terms USING fts5(title, headings, body, content='', tokenize='ascii');
  INSERT INTO terms (terms, rank) VALUES ('hashsize', ${8 * 1024 * 1024});
  INSERT INTO terms (terms, rank) VALUES ('pgsz', 16000);
  INSERT OR IGNORE INTO positions VALUES (1, 0);
`;

type Change = [seq: number, id: number, deletedAt: number | null, title: string, markdown: string | null];
type StoredChunk = [id: number, headings: string, text: string];

/** Follows the floor's change log into FTS5 with plain SQL. */
export function openSqliteIndexFloor(file: string, indexFile: string): PreparedWork {
  const documents = openFloorFile(file, 'FULL');
  const database = openFloorFile(indexFile, 'NORMAL');
  database.exec(schema);
  const changes = documents
    .prepare<[number], Change>(
      `SELECT d.seq, d.id, d.deleted_at, d.title, b.markdown FROM documents d LEFT JOIN bodies b ON b.document_id = d.id
       WHERE d.data_source_id = 1 AND d.seq > ? ORDER BY d.seq LIMIT ${perCommit}`,
    )
    .raw();
  const position = database.prepare<[], number>('SELECT seq FROM positions').pluck();
  const write = writer(database);
  return {
    async run() {
      const work = { created: 0, unchanged: 0, updated: 0, deleted: 0 };
      for (let after = position.get() ?? 0; ; ) {
        const page = changes.all(after);
        const last = page.at(-1);
        if (!last) return work;
        const { added, removed } = write.immediate(page);
        work.created += added;
        work.deleted += removed;
        [after] = last;
      }
    },
    async close() {
      documents.close();
      database.close();
    },
  };
}

function writer(database: Database.Database) {
  const findTitle = database.prepare<[number], string>('SELECT title FROM titles WHERE document_id = ?').pluck();
  const putTitle = database.prepare('INSERT OR REPLACE INTO titles (document_id, title) VALUES (?, ?)');
  const dropTitle = database.prepare('DELETE FROM titles WHERE document_id = ?');
  const listChunks = database
    .prepare<[number], StoredChunk>('SELECT id, headings, text FROM chunks WHERE document_id = ?')
    .raw();
  const addChunk = database.prepare(
    'INSERT INTO chunks (document_id, ordinal, key, headings, text) VALUES (?, ?, ?, ?, ?)',
  );
  const dropChunk = database.prepare('DELETE FROM chunks WHERE id = ?');
  const addTerms = database.prepare('INSERT INTO terms (rowid, title, headings, body) VALUES (?, ?, ?, ?)');
  const dropTerms = database.prepare(
    `INSERT INTO terms (terms, rowid, title, headings, body) VALUES ('delete', ?, ?, ?, ?)`,
  );
  const move = database.prepare('UPDATE positions SET seq = ?');
  return database.transaction((page: readonly Change[]) => {
    let added = 0;
    let removed = 0;
    for (const [, id, deletedAt, title, markdown] of page) {
      const before = findTitle.get(id);
      for (const [chunk, headings, text] of before === undefined ? [] : listChunks.all(id)) {
        const path: string[] = JSON.parse(headings);
        dropTerms.run(chunk, indexTerms(before ?? ''), indexTerms(path.join('\n')), indexTerms(text));
        dropChunk.run(chunk);
        removed += 1;
      }
      if (deletedAt !== null) {
        dropTitle.run(id);
        continue;
      }
      putTitle.run(id, title);
      for (const { id: key, ordinal, headings, text } of chunksToIndex(markdown ?? '')) {
        const chunk = addChunk.run(id, ordinal, key, JSON.stringify(headings), text).lastInsertRowid;
        addTerms.run(chunk, indexTerms(title), indexTerms(headings.join('\n')), indexTerms(text));
        added += 1;
      }
    }
    move.run(page.at(-1)?.[0] ?? 0);
    return { added, removed };
  });
}
