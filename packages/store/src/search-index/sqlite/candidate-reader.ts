import type { Candidate, CandidateRequest, CandidateSource, ChunkRecord } from '@acequia/knowledge';
import type Database from 'better-sqlite3';
import { parseHeadings } from '../parse-headings.ts';
import { chunkRange } from './chunk-range.ts';
import { matchExpression } from './match-expression.ts';

interface FoundRow {
  readonly chunk: number;
  readonly document_id: number;
  readonly rank: number;
}

interface ChunkRow extends Omit<ChunkRecord, 'headings'> {
  readonly headings: string;
}

/** Finds and loads chunks with one connection. */
export function createCandidateReader(database: Database.Database): CandidateSource {
  const findScope = database.prepare<[number], { id: number }>('SELECT id FROM data_sources WHERE data_source_id = ?');
  // The inner LIMIT keeps the join from running for every match of a common word, CROSS from starting at the documents.
  const find = database.prepare<[string, bigint, bigint, number, number], FoundRow>(
    `SELECT c.id AS chunk, d.document_id, f.rank FROM (
       SELECT rowid AS id, rank FROM terms WHERE terms MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rank LIMIT ?
     ) f CROSS JOIN chunks c ON c.id = f.id CROSS JOIN documents d ON d.id = c.document AND d.scope = ? ORDER BY f.rank, c.id`,
  );
  const load = database.prepare<[number], ChunkRow>(
    `SELECT c.id AS chunk, c.key AS id, c.ordinal, c.headings, c.text, d.title
     FROM chunks c JOIN documents d ON d.id = c.document WHERE c.id = ?`,
  );
  return {
    async find(request: CandidateRequest) {
      const expression = matchExpression(request);
      const found: Candidate[] = [];
      for (const dataSourceId of request.dataSourceIds) {
        const scope = findScope.get(dataSourceId);
        if (!scope) continue;
        const { first, last } = chunkRange(scope.id);
        for (const row of find.all(expression, first, last, request.limit, scope.id)) {
          found.push({ chunk: row.chunk, documentId: row.document_id, dataSourceId, score: -row.rank });
        }
      }
      return found.sort((a, b) => b.score - a.score || a.chunk - b.chunk).slice(0, request.limit);
    },
    async load(chunks) {
      return chunks.flatMap((id) => {
        const row = load.get(id);
        return row ? [{ ...row, headings: parseHeadings(row.headings) }] : [];
      });
    },
  };
}
