import type { SearchQuery } from '../ports/search-query.ts';
import type { ChunkHit, SearchHit, SearchResult } from '../ports/search-result.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { ParsedQuery } from '../query/parsed-query.ts';
import { makeSnippet } from '../snippet/make-snippet.ts';
import type { Candidate, CandidateSource, ChunkRecord } from './candidate-source.ts';

const maxTopK = 1_000;
/** Where widening the search for visible documents ends. */
const maxCandidates = 50_000;

/** The search of every engine: reads the query, groups what `source` finds by document, and shows why it was found. */
export async function runSearch(query: SearchQuery, source: CandidateSource): Promise<SearchResult> {
  const parsed = parseQuery(query.text);
  const dataSourceIds = [...new Set(query.dataSourceIds)];
  if (parsed.wanted.length === 0 || dataSourceIds.length === 0) return { hits: [], matched: 'all' };
  const all = await findGroups(query, source, { query: parsed, dataSourceIds, match: 'all' });
  if (all.length > 0 || parsed.fallback.length < 2)
    return { hits: await showGroups(all, parsed, query, source), matched: 'all' };
  const loose = { ...parsed, wanted: parsed.fallback };
  const any = await findGroups(query, source, { query: loose, dataSourceIds, match: 'any' });
  return { hits: await showGroups(any, loose, query, source), matched: any.length > 0 ? 'any' : 'all' };
}

/** The candidates of one document, best first. */
type Group = readonly [Candidate, ...Candidate[]];

async function findGroups(
  query: SearchQuery,
  source: CandidateSource,
  request: { query: ParsedQuery; dataSourceIds: readonly number[]; match: 'all' | 'any' },
): Promise<Group[]> {
  const topK = clamp(query.topK ?? 10, 1, maxTopK);
  const perDocument = clamp(query.chunksPerDocument ?? 3, 1, 100);
  const visible = new Map<number, boolean>();
  for (let limit = Math.max(64, topK * 4); ; limit *= 8) {
    const candidates = await source.find({ ...request, limit });
    const groups = groupByDocument(candidates, perDocument);
    const unknown = [...new Set(groups.map(([best]) => best.documentId))].filter((id) => !visible.has(id));
    if (unknown.length > 0) {
      const allowed = query.visible ? await query.visible(unknown) : undefined;
      for (const id of unknown) visible.set(id, allowed?.has(id) ?? true);
    }
    const shown = groups.filter(([best]) => visible.get(best.documentId)).slice(0, topK);
    if (shown.length === topK || candidates.length < limit || limit >= maxCandidates) return shown;
  }
}

function groupByDocument(candidates: readonly Candidate[], perDocument: number): Group[] {
  const groups = new Map<string, [Candidate, ...Candidate[]]>();
  for (const candidate of candidates) {
    const key = `${candidate.dataSourceId}/${candidate.documentId}`;
    const group = groups.get(key);
    if (!group) groups.set(key, [candidate]);
    else if (group.length < perDocument) group.push(candidate);
  }
  return [...groups.values()];
}

async function showGroups(
  groups: readonly Group[],
  parsed: ParsedQuery,
  query: SearchQuery,
  source: CandidateSource,
): Promise<SearchHit[]> {
  const records = await source.load(groups.flatMap((group) => group.map(({ chunk }) => chunk)));
  const byChunk = new Map(records.map((record) => [record.chunk, record]));
  const show = ({ chunk, score }: Candidate): { hit: ChunkHit; record: ChunkRecord }[] => {
    const record = byChunk.get(chunk);
    if (!record) return [];
    const { id, ordinal, headings, text } = record;
    return [{ hit: { id, ordinal, headings, score, snippet: makeSnippet(text, parsed, query.snippetLength) }, record }];
  };
  return groups.flatMap((group) => {
    const [{ documentId, dataSourceId, score }] = group;
    const shown = group.flatMap(show);
    const title = shown[0]?.record.title;
    return title === undefined ? [] : [{ documentId, dataSourceId, title, score, chunks: shown.map(({ hit }) => hit) }];
  });
}

function clamp(value: number, min: number, max: number): number {
  return Number.isFinite(value) ? Math.min(max, Math.max(min, Math.floor(value))) : min;
}
