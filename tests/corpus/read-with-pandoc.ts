import { runTool } from './run-tool.ts';

/** A node of pandoc's document tree. https://hackage.haskell.org/package/pandoc-types/docs/Text-Pandoc-Definition.html */
interface Node {
  readonly t: string;
  readonly c?: unknown;
}

/** Elements whose first member only describes them. */
const described = new Set('Header Div Span Link Image Quoted Cite'.split(' '));
/** Elements whose text is their second member. */
const verbatim = new Set(['Code', 'CodeBlock', 'Math']);
const inline = new Set(
  'Emph Strong Underline Strikeout Superscript Subscript SmallCaps Quoted Cite Link Image Span'.split(' '),
);

/** The text of a document as pandoc reads it: blocks on lines of their own, footnotes last, as in markdown. */
export function readWithPandoc(path: string, format: string): string {
  const { blocks } = JSON.parse(runTool('pandoc', ['-f', format, '-t', 'json', path])) as {
    blocks: readonly unknown[];
  };
  const notes: string[] = [];
  const text = readAll(blocks, notes);
  return [text, ...notes].join('\n');
}

function readAll(value: unknown, notes: string[]): string {
  if (Array.isArray(value)) return value.map((part: unknown) => readAll(part, notes)).join('');
  return isNode(value) ? readNode(value, notes) : '';
}

function readNode({ t, c }: Node, notes: string[]): string {
  if (t === 'Str') return String(c);
  if (t === 'Space' || t === 'SoftBreak' || t === 'LineBreak') return ' ';
  if (t === 'Note') {
    notes.push(readAll(c, notes));
    return ' ';
  }
  // Markup that pandoc did not understand.
  if (t === 'RawBlock' || t === 'RawInline') return ' ';
  const members = Array.isArray(c) ? (c as unknown[]) : [];
  if (verbatim.has(t)) return `${String(members[1])}${t === 'CodeBlock' ? '\n' : ''}`;
  if (t === 'DefinitionList' || t === 'LineBlock') return readLines(members, notes);
  const own = readAll(described.has(t) ? members.slice(1) : c, notes);
  return inline.has(t) ? own : `${own}\n`;
}

/** Terms, definitions and lines stand side by side in the tree without a space between them. */
function readLines(values: readonly unknown[], notes: string[]): string {
  return values
    .map((value) =>
      Array.isArray(value) && !value.every(isNode) ? readLines(value, notes) : `${readAll(value, notes)}\n`,
    )
    .join('');
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 't' in value;
}
