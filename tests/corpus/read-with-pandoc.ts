import { runTool } from './run-tool.ts';

/** A node of pandoc's document tree. https://hackage.haskell.org/package/pandoc-types/docs/Text-Pandoc-Definition.html */
interface Node {
  readonly t: string;
  readonly c?: unknown;
}

/** Elements whose first member only describes them. */
const described = new Set([
  'Code',
  'CodeBlock',
  'Header',
  'Div',
  'Span',
  'Link',
  'Image',
  'RawBlock',
  'RawInline',
  'Math',
]);
const inline = new Set(
  'Str Emph Strong Underline Strikeout Superscript Subscript SmallCaps Quoted Cite Code Link Span Math'.split(' '),
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
  const content = described.has(t) && Array.isArray(c) ? (c as unknown[]).slice(1) : c;
  // Of these the text itself is the second member; of the others it is made of nodes.
  const own = /^(?:Code|Raw|Math)/.test(t) && Array.isArray(content) ? String(content[0]) : readAll(content, notes);
  return inline.has(t) ? own : `${own}\n`;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 't' in value;
}
