import {
  type Candidate,
  type CandidateRequest,
  type CandidateSource,
  type ChunkRecord,
  fieldsOf,
  type Phrase,
  rankChunk,
} from '@acequia/knowledge';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import { parseHeadings } from '../parse-headings.ts';
import { matchExpression, phraseExpression } from './match-expression.ts';

/** How many of the server's best chunks are read and ranked anew; what comes after keeps the server's order behind them. */
const ranked = 256;

/** Finds with the server's full text and ranks as SQLite's index does: the server's order ignores lengths and fields. */
export function createCandidateReader(pool: Pool): CandidateSource {
  return {
    async find(request) {
      const scopes = await readScopes(pool, request.dataSourceIds);
      if (scopes.length === 0) return [];
      const expression = matchExpression(request);
      const [rows] = await pool.query<RowDataPacket[]>(
        `SELECT c.FTS_DOC_ID AS chunk, d.document_id, s.data_source_id, MATCH (c.terms) AGAINST (? IN BOOLEAN MODE) AS relevance
         FROM search_chunks c JOIN search_documents d ON d.id = c.document
         JOIN search_data_sources s ON s.id = c.scope AND s.data_source_id IS NOT NULL
         WHERE MATCH (c.terms) AGAINST (? IN BOOLEAN MODE) AND c.scope IN (?)
         ORDER BY relevance DESC, chunk LIMIT ?`,
        [expression, expression, scopes, Math.max(request.limit, ranked)],
      );
      const found = rows.map((row) => ({
        chunk: Number(row.chunk),
        documentId: Number(row.document_id),
        dataSourceId: Number(row.data_source_id),
      }));
      const best = await rank(pool, request, found.slice(0, ranked));
      const lowest = best.at(-1)?.score ?? 1;
      const rest = found.slice(ranked).map((row, index) => ({ ...row, score: lowest / (index + 2) }));
      return [...best, ...rest].slice(0, request.limit);
    },
    load: (chunks) => loadChunks(pool, chunks),
  };
}

async function rank(
  pool: Pool,
  request: CandidateRequest,
  found: readonly Omit<Candidate, 'score'>[],
): Promise<Candidate[]> {
  const records = await loadChunks(
    pool,
    found.map(({ chunk }) => chunk),
  );
  const fields = new Map(records.map((record) => [record.chunk, fieldsOf(record)]));
  let terms = 0;
  for (const { title, headings, text } of fields.values()) terms += title.length + headings.length + text.length;
  const statistics = { ...(await countPhrases(pool, request)), averageLength: terms / Math.max(1, fields.size) };
  return found
    .flatMap((candidate) => {
      const own = fields.get(candidate.chunk);
      const score = own && rankChunk(request.query, request.match, own, statistics);
      return score === undefined ? [] : [{ ...candidate, score }];
    })
    .sort((a, b) => b.score - a.score || a.chunk - b.chunk);
}

async function countPhrases(
  pool: Pool,
  { query }: CandidateRequest,
): Promise<{ chunks: number; count: (phrase: Phrase) => number }> {
  const [totals] = await pool.query<RowDataPacket[]>('SELECT SUM(chunks) AS chunks FROM search_data_sources');
  const chunks = Number(totals[0]?.chunks ?? 0);
  const phrases = query.wanted.flat();
  // Alone, a phrase's rarity changes no order.
  if (phrases.length < 2) return { chunks, count: () => 0 };
  const counts = new Map<Phrase, number>();
  for (const phrase of phrases) {
    const [rows] = await pool.query<RowDataPacket[]>(
      'SELECT COUNT(*) AS count FROM search_chunks WHERE MATCH (terms) AGAINST (? IN BOOLEAN MODE)',
      [phraseExpression(phrase)],
    );
    counts.set(phrase, Number(rows[0]?.count ?? 0));
  }
  return { chunks, count: (phrase) => counts.get(phrase) ?? 0 };
}

async function readScopes(pool: Pool, dataSourceIds: readonly number[]): Promise<number[]> {
  const [rows] = await pool.query<RowDataPacket[]>('SELECT id FROM search_data_sources WHERE data_source_id IN (?)', [
    dataSourceIds,
  ]);
  return rows.map((row) => Number(row.id));
}

async function loadChunks(pool: Pool, chunks: readonly number[]): Promise<ChunkRecord[]> {
  if (chunks.length === 0) return [];
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT c.FTS_DOC_ID AS chunk, c.chunk_key, c.ordinal, c.headings, c.text, d.title
     FROM search_chunks c JOIN search_documents d ON d.id = c.document WHERE c.FTS_DOC_ID IN (?)`,
    [chunks],
  );
  return rows.map((row) => ({
    chunk: Number(row.chunk),
    id: String(row.chunk_key),
    ordinal: Number(row.ordinal),
    headings: parseHeadings(String(row.headings)),
    text: String(row.text),
    title: String(row.title),
  }));
}
