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
/** Documents, and characters of each, that are looked at for words. */
const textsRead = 20;
const textRead = 5000;

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
  const searchEach = async (texts: readonly string[]) => {
    for (const text of texts) {
      if (found.length === wantedSearches) return;
      if (found.some((shown) => shown.text === text)) continue;
      const startedAt = performance.now();
      const hits = await engine.search({ text, knowledgeBase, topK: hitsShown });
      const search = { text, hits, took: performance.now() - startedAt };
      if (hits.length === 0) continue;
      found.push(search);
      showSearch(narrator, search);
    }
  };
  await searchEach(queries);
  // Titles need not say what is in the texts.
  if (found.length < wantedSearches) await searchEach(await wordsOfTexts(engine, knowledgeBase));
  if (found.length === 0) narrator.line('  There is no text to search yet.');
  else if (found.length < wantedSearches) {
    narrator.line(narrator.paint('dim', '  The documents have too few words for more searches.'));
  }
  return found;
}

/** What one could search a few of the documents for, judged by their texts. */
async function wordsOfTexts(engine: Engine, knowledgeBase: string): Promise<string[]> {
  const { documents } = await engine.documents({ knowledgeBase, content: 'ready', limit: textsRead });
  const lines: string[] = [];
  for (const { id } of documents) {
    const { markdown = '' } = await engine.document(id);
    lines.push(...markdown.slice(0, textRead).split('\n'));
  }
  // A text of a few letters has no word that is worth counting: it is its own query.
  const first = lines.find((line) => /[\p{L}\p{N}]/u.test(line));
  const whole =
    first === undefined
      ? []
      : [
          first
            .replace(/[^\p{L}\p{N}]+/gu, ' ')
            .trim()
            .slice(0, 40),
        ];
  return [...findFrequentWords(lines, wantedSearches), ...whole];
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
