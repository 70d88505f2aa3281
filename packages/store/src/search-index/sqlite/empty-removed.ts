import type Database from 'better-sqlite3';
import { parseHeadings } from '../parse-headings.ts';
import { chunkRange } from './chunk-range.ts';
import { TermTable } from './term-table.ts';

interface RemovedChunk {
  readonly id: number;
  readonly title: string;
  readonly headings: string;
  readonly text: string;
}

/** Deletes up to `limit` chunks of one scope whose data source was removed. True when there may be more. */
export function emptyRemoved(database: Database.Database, limit: number): boolean {
  const findRemoved = database.prepare<[], { id: number }>(
    'SELECT id FROM data_sources WHERE data_source_id IS NULL LIMIT 1',
  );
  const listChunks = database.prepare<[bigint, bigint, number], RemovedChunk>(
    `SELECT c.id, d.title, c.headings, c.text FROM chunks c JOIN documents d ON d.id = c.document
     WHERE c.id BETWEEN ? AND ? ORDER BY c.id LIMIT ?`,
  );
  const deleteChunk = database.prepare<[number]>('DELETE FROM chunks WHERE id = ?');
  const terms = new TermTable(database);
  const work = database.transaction(() => {
    const scope = findRemoved.get();
    if (!scope) return false;
    const { first, last } = chunkRange(scope.id);
    const chunks = listChunks.all(first, last, limit);
    for (const { id, title, headings, text } of chunks) {
      terms.remove(id, title, parseHeadings(headings), text);
      deleteChunk.run(id);
    }
    if (chunks.length < limit) {
      database.prepare('DELETE FROM documents WHERE scope = ?').run(scope.id);
      database.prepare('DELETE FROM data_sources WHERE id = ?').run(scope.id);
    }
    return true;
  });
  return work.immediate();
}
