/** Lines at an edge of a page that may repeat. */
const edge = 2;
/** Fewer pages say too little about what repeats. */
const minPages = 4;

/** The lines of all pages without those that stand at the edge of more than a quarter of them, whatever numbers are in them. */
export function dropRunningLines(pages: readonly string[]): string {
  if (pages.length < minPages) return pages.join('\n');
  const lines = pages.map((page) => page.split('\n').filter((line) => /\S/.test(line)));
  const counts = new Map<string, number>();
  for (const page of lines) {
    for (const key of new Set(edgesOf(page).map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const running = (line: string) =>
    /^\s*(?:\d+|[ivxl]+)\s*$/.test(line) || (counts.get(keyOf(line)) ?? 0) > pages.length / 4;
  return lines
    .map((page) => page.filter((line, index) => !(isEdge(index, page.length) && running(line))).join('\n'))
    .join('\n');
}

function edgesOf(page: readonly string[]): string[] {
  return page.filter((_line, index) => isEdge(index, page.length));
}

function isEdge(index: number, length: number): boolean {
  return index < edge || index >= length - edge;
}

function keyOf(line: string): string {
  return line.replace(/[\d\s]+|\b[ivxl]+\b/g, ' ').trim();
}
