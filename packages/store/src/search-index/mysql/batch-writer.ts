import { type Applied, type ChangeBatch, createTermIndexer, type DocumentChange } from '@acequia/knowledge';
import type { PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { indexedTitle } from '../indexed-title.ts';
import { termPrefix } from './match-expression.ts';
import { type BatchPlan, planBatch, type StoredDocument } from './plan-batch.ts';

/** Ids in one IN list. */
const idsPerStatement = 1_000;
/** Characters of rows in one INSERT: far below the smallest default of max_allowed_packet. */
const charactersPerStatement = 512 * 1024;
const nothing: Applied = { documents: 0, chunksAdded: 0, chunksRemoved: 0, chunksKept: 0 };
const encode = createTermIndexer(termPrefix);

/** Writes a batch with the connection's open transaction. */
export async function writeBatch(connection: PoolConnection, batch: ChangeBatch): Promise<Applied> {
  // The row's lock makes followers of one data source take turns.
  await connection.query('INSERT IGNORE INTO search_data_sources (data_source_id, position, chunks) VALUES (?, 0, 0)', [
    batch.dataSourceId,
  ]);
  const [scopes] = await connection.query<RowDataPacket[]>(
    'SELECT id, position FROM search_data_sources WHERE data_source_id = ? FOR UPDATE',
    [batch.dataSourceId],
  );
  const [scope, position] = [Number(scopes[0]?.id), Number(scopes[0]?.position)];
  if (position < batch.after) return nothing;
  const pending = batch.changes.filter(({ seq }) => seq > position);
  const latest = [...new Map(pending.map((change) => [change.documentId, change])).values()];
  const plan = planBatch(latest, await readStored(connection, scope, latest), indexedTitle);
  const chunksRemoved = await removeRows(connection, plan);
  await addRows(connection, scope, plan);
  const grown = plan.applied.chunksAdded - chunksRemoved;
  await connection.query('UPDATE search_data_sources SET position = ?, chunks = chunks + ? WHERE id = ?', [
    Math.max(position, batch.position),
    grown,
    scope,
  ]);
  return { ...plan.applied, chunksRemoved, documents: pending.length };
}

async function readStored(
  connection: PoolConnection,
  scope: number,
  changes: readonly DocumentChange[],
): Promise<Map<number, StoredDocument>> {
  const stored = new Map<number, StoredDocument>();
  const ids = changes.map(({ documentId }) => documentId);
  const leaving = new Set(changes.filter(({ deleted }) => deleted).map(({ documentId }) => documentId));
  for (const part of slices(ids)) {
    const [documents] = await connection.query<RowDataPacket[]>(
      'SELECT id, document_id, title FROM search_documents WHERE scope = ? AND document_id IN (?)',
      [scope, part],
    );
    const staying = documents.filter((row) => !leaving.has(Number(row.document_id))).map((row) => row.id);
    const [chunks] =
      staying.length === 0
        ? [[]]
        : await connection.query<RowDataPacket[]>(
            'SELECT FTS_DOC_ID AS id, document, chunk_key, ordinal FROM search_chunks WHERE document IN (?)',
            [staying],
          );
    const byDocument = Map.groupBy(chunks, (row) => Number(row.document));
    for (const row of documents) {
      const id = Number(row.id);
      const own = (byDocument.get(id) ?? []).map((chunk) => ({
        id: Number(chunk.id),
        key: String(chunk.chunk_key),
        ordinal: Number(chunk.ordinal),
      }));
      const documentId = Number(row.document_id);
      stored.set(documentId, { id, documentId, title: String(row.title), chunks: own });
    }
  }
  return stored;
}

/** Answers how many chunks went. */
async function removeRows(connection: PoolConnection, plan: BatchPlan): Promise<number> {
  for (const part of slices(plan.removedChunks.toSorted((a, b) => a - b))) {
    await connection.query('DELETE FROM search_chunks WHERE FTS_DOC_ID IN (?)', [part]);
  }
  let removed = plan.removedChunks.length;
  for (const part of slices(plan.removedDocuments.toSorted((a, b) => a - b))) {
    const [chunks] = await connection.query<ResultSetHeader>('DELETE FROM search_chunks WHERE document IN (?)', [part]);
    removed += chunks.affectedRows;
    await connection.query('DELETE FROM search_documents WHERE id IN (?)', [part]);
  }
  return removed;
}

async function addRows(connection: PoolConnection, scope: number, plan: BatchPlan): Promise<void> {
  for (const { id, title } of plan.retitled) {
    await connection.query('UPDATE search_documents SET title = ? WHERE id = ?', [title, id]);
  }
  for (const { id, ordinal } of plan.movedChunks) {
    await connection.query('UPDATE search_chunks SET ordinal = ? WHERE FTS_DOC_ID = ?', [ordinal, id]);
  }
  const documents = plan.addedDocuments.map(({ documentId, title }) => [scope, documentId, title]);
  await insert(connection, 'search_documents (scope, document_id, title)', documents);
  const rowIds = await readRowIds(
    connection,
    scope,
    plan.addedChunks.map(({ documentId }) => documentId),
  );
  const chunks = plan.addedChunks.map(({ documentId, title, chunk }) => [
    scope,
    rowIds.get(documentId) ?? 0,
    chunk.ordinal,
    chunk.id,
    JSON.stringify(chunk.headings),
    chunk.text,
    encodeChunk(title, chunk.headings.join('\n'), chunk.text),
  ]);
  await insert(connection, 'search_chunks (scope, document, ordinal, chunk_key, headings, text, terms)', chunks);
}

/** Repeats titles and headings, so that the server's own order, which knows no weights, has their chunks among the first. */
function encodeChunk(title: string, headings: string, text: string): string {
  const [titleTerms, headingTerms] = [encode(title), encode(headings)];
  return [titleTerms, titleTerms, titleTerms, titleTerms, headingTerms, headingTerms, encode(text)].join(' ');
}

async function readRowIds(
  connection: PoolConnection,
  scope: number,
  documentIds: readonly number[],
): Promise<Map<number, number>> {
  const ids = new Map<number, number>();
  for (const part of slices([...new Set(documentIds)])) {
    const [rows] = await connection.query<RowDataPacket[]>(
      'SELECT id, document_id FROM search_documents WHERE scope = ? AND document_id IN (?)',
      [scope, part],
    );
    for (const row of rows) ids.set(Number(row.document_id), Number(row.id));
  }
  return ids;
}

async function insert(
  connection: PoolConnection,
  target: string,
  rows: readonly (readonly (string | number)[])[],
): Promise<void> {
  for (let at = 0; at < rows.length; ) {
    const first = at;
    for (let size = 0; at < rows.length && at - first < idsPerStatement && size < charactersPerStatement; at += 1) {
      for (const value of rows[at] ?? []) size += typeof value === 'string' ? value.length : 8;
    }
    await connection.query<ResultSetHeader>(`INSERT INTO ${target} VALUES ?`, [rows.slice(first, at)]);
  }
}

function* slices<T>(items: readonly T[]): Iterable<T[]> {
  for (let at = 0; at < items.length; at += idsPerStatement) yield items.slice(at, at + idsPerStatement);
}
