const atxHeading = /^ {0,3}(#{1,6})(?:[ \t]+|$)/;
const fenceOpen = /^[ \t]*(`{3,}|~{3,})([^\n]*)$/;
const setextUnderline = /^ {0,3}(?:=+|-+)[ \t]*$/;
const delimiterCharacters = /^[-:| \t]+$/;
/** What cannot become a title by a line of dashes below it. */
const notParagraph = /^(?: {4}|\t|\s*[>|]|\s*[-*+][ \t]|\s*\d{1,9}[.)][ \t])/;

export interface Fence {
  readonly character: string;
  readonly length: number;
}

/** Level and source of a `# Heading`, without closing marks. */
export function readAtxHeading(line: string): { level: number; source: string } | undefined {
  const match = atxHeading.exec(line);
  if (!match?.[1]) return undefined;
  let end = line.length;
  while (end > match[0].length && isBlank(line.charCodeAt(end - 1))) end -= 1;
  let marks = end;
  while (marks > match[0].length && line[marks - 1] === '#') marks -= 1;
  if (marks < end && (marks === match[0].length || isBlank(line.charCodeAt(marks - 1)))) end = marks;
  return { level: match[1].length, source: line.slice(match[0].length, end) };
}

/** The fence that a line opens. Indented ones count too: they stand in lists. */
export function readFence(line: string): Fence | undefined {
  const match = fenceOpen.exec(line);
  const marks = match?.[1];
  if (!marks?.[0] || (marks[0] === '`' && match?.[2]?.includes('`'))) return undefined;
  return { character: marks[0], length: marks.length };
}

export function closesFence(line: string, fence: Fence): boolean {
  const marks = line.trim();
  return (
    marks.length >= fence.length && marks.startsWith(fence.character) && marks === fence.character.repeat(marks.length)
  );
}

/** The level that the line gives to a paragraph above it. */
export function readSetextLevel(line: string): 1 | 2 | undefined {
  if (!setextUnderline.test(line)) return undefined;
  return line.includes('=') ? 1 : 2;
}

export function canBeTitle(line: string): boolean {
  return !notParagraph.test(line);
}

/** The `| --- | --- |` below a table's header. */
export function isTableDelimiter(line: string): boolean {
  return line.includes('|') && line.includes('-') && delimiterCharacters.test(line);
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09;
}
