import type { PageText, PdfLine } from './read-page.ts';

/** Fewer pages say too little about what repeats. */
const minPages = 4;
const minShare = 0.6;
/** Lines at the top and bottom of a page that can be headers and footers. */
const edgeLines = 2;
/** Most characters beside the digits of a page number: "Page 3 of 12". */
const maxPageNumberWords = 12;

/**
 * Leaves out what most pages repeat at the same place at their edges: page numbers, and headers and footers, of which the first
 * one stays. A line at the top that differs by a number only ("Step 1") is text.
 */
export function removeRunningLines(pages: readonly PageText[]): readonly PageText[] {
  if (pages.length < minPages) return pages;
  const edges = pages.map(edgesOf);
  const counts = new Map<string, number>();
  for (const key of edges.flatMap((lines) => [...new Set(lines.map(({ key }) => key))])) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const shown = new Set<string>();
  return pages.map((page, index) => {
    const running = new Set<PdfLine>();
    for (const { line, key, number } of edges[index] ?? []) {
      if ((counts.get(key) ?? 0) < pages.length * minShare) continue;
      if (number || shown.has(key)) running.add(line);
      shown.add(key);
    }
    return running.size === 0 ? page : page.filter((line) => !running.has(line));
  });
}

interface EdgeLine {
  readonly line: PdfLine;
  /** Equal for lines that repeat each other. */
  readonly key: string;
  /** It can be a page number. */
  readonly number: boolean;
}

function edgesOf(page: PageText): EdgeLine[] {
  const sorted = page.toSorted((a, b) => b.y - a.y);
  const bottom = sorted.at(-1);
  const lines = new Set([...sorted.slice(0, edgeLines), ...sorted.slice(-edgeLines)]);
  return [...lines].map((line) => {
    const words = line.text.replace(/\d+/g, '');
    const number = words !== line.text && (words === '' || (line === bottom && words.length <= maxPageNumberWords));
    return { line, number, key: `${Math.round(line.y)} ${number ? words : line.text}` };
  });
}
