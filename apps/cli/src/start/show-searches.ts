import type { Engine, SearchHit } from '@acequia/engine';
import { formatDuration } from '../output/format.ts';
import { highlightSnippet } from '../output/highlight.ts';
import { printable } from '../output/printable.ts';
import { truncateStart } from '../output/text-width.ts';
import { findFrequentWords } from './frequent-words.ts';
import type { Narrator } from './narrator.ts';

/** What any documentation of programs answers. */
const usualQueries = ['install', 'license warranty', '"without warranty of any kind"'];
const wantedSearches = 3;
const hitsShown = 2;

/** One search that found something. */
export interface ShownSearch {
  readonly text: string;
  readonly hits: readonly SearchHit[];
  /** Milliseconds. */
  readonly took: number;
}

/** Searches until three queries found something, and shows the best passages of each. */
export async function showSearches(
  narrator: Narrator,
  engine: Engine,
  knowledgeBase: string,
  titles: readonly string[],
  usual: boolean,
): Promise<ShownSearch[]> {
  const words = findFrequentWords(titles, 12);
  const pair = words.length > 1 ? [words.slice(0, 2).join(' ')] : [];
  const queries = usual
    ? [...usualQueries, ...words]
    : [...words.slice(0, 2), ...pair, ...words.slice(2), ...usualQueries];
  const found: ShownSearch[] = [];
  for (const text of queries) {
    if (found.length === wantedSearches) break;
    const startedAt = performance.now();
    const hits = await engine.search({ text, knowledgeBase, topK: hitsShown });
    const search = { text, hits, took: performance.now() - startedAt };
    if (hits.length === 0) continue;
    found.push(search);
    showSearch(narrator, search);
  }
  if (found.length === 0) narrator.line('  There is no text to search yet.');
  return found;
}

function showSearch({ line, paint, width }: Narrator, { text, hits, took }: ShownSearch): void {
  line(`  ${paint('bold', printable(text))}  ${paint('dim', formatDuration(took))}`);
  for (const hit of hits) {
    const { path, title } = hit.document;
    line(`    ${paint('cyan', truncateStart(printable(path || title), width - 4))}`);
    // A match may lie in the headings alone.
    const passage = hit.highlights.length === 0 && hit.headings.length > 0 ? headingsOf(hit) : hit;
    line(`      ${highlightSnippet(passage, width - 6, (match) => paint(['bold', 'yellow'], match))}`);
  }
}

function headingsOf({ headings }: SearchHit): Pick<SearchHit, 'snippet' | 'highlights'> {
  return { snippet: headings.join(' › '), highlights: [] };
}
