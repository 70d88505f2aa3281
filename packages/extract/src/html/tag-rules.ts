import type { Span } from './inline-writer.ts';
import type { PageWriter } from './page-writer.ts';

type Attributes = Readonly<Record<string, string>>;

/** What an element means for the page. One without a rule is only its text. */
export interface TagRule {
  /** It begins and ends on a line of its own. */
  readonly block?: true;
  open?(page: PageWriter, attributes: Attributes): void;
  close?(page: PageWriter): void;
}

const block: TagRule = { block: true };

function span(kind: Exclude<Span['kind'], 'link'>): TagRule {
  return { open: (page) => page.inline.openSpan({ kind }), close: (page) => page.inline.closeSpan() };
}

function heading(level: number): TagRule {
  return { block: true, open: (page) => page.setHeading(level), close: (page) => page.setHeading(0) };
}

function cell(isHeading: boolean): TagRule {
  return {
    block: true,
    open: (page, { colspan, rowspan }) => page.openCell({ heading: isHeading, columns: colspan, rows: rowspan }),
    close: (page) => page.closeCell(),
  };
}

/** The first number of a list: nine digits at most are a list in markdown. */
function readStart(written: string | undefined): number {
  const start = Number.parseInt(written ?? '1', 10);
  return start >= 0 && start < 100_000_000 ? start : 1;
}

const plainBlocks =
  'address article aside body caption center dd details dialog dir div dl fieldset figcaption figure footer form header hgroup html legend main nav output p pre section summary tbody tfoot thead option';

const special: Readonly<Record<string, TagRule>> = {
  h1: heading(1),
  h2: heading(2),
  h3: heading(3),
  h4: heading(4),
  h5: heading(5),
  h6: heading(6),
  b: span('strong'),
  strong: span('strong'),
  i: span('emphasis'),
  em: span('emphasis'),
  del: span('deleted'),
  s: span('deleted'),
  strike: span('deleted'),
  code: span('code'),
  kbd: span('code'),
  samp: span('code'),
  tt: span('code'),
  dt: { block: true, ...span('strong') },
  a: { open: (page, { href }) => page.openLink(href), close: (page) => page.inline.closeSpan() },
  img: { open: (page, { src, alt }) => page.addImage(src, alt) },
  br: { open: (page) => page.inline.addBreak('  \n') },
  hr: { block: true, open: (page) => page.addRule() },
  input: {
    open(page, { type, checked }) {
      if (type?.toLowerCase() === 'checkbox') page.inline.addMarkdown(checked === undefined ? '[ ] ' : '[x] ');
    },
  },
  blockquote: { block: true, open: (page) => page.openQuotation(), close: (page) => page.closeQuotation() },
  ul: { block: true, open: (page) => page.openList(undefined), close: (page) => page.closeList() },
  menu: { block: true, open: (page) => page.openList(undefined), close: (page) => page.closeList() },
  ol: { block: true, open: (page, { start }) => page.openList(readStart(start)), close: (page) => page.closeList() },
  li: { block: true, open: (page) => page.openItem(), close: (page) => page.closeItem() },
  table: { block: true, close: (page) => page.closeTable() },
  tr: { block: true, open: (page) => page.openRow() },
  td: cell(false),
  th: cell(true),
};

export const tagRules: ReadonlyMap<string, TagRule> = new Map([
  ...plainBlocks.split(' ').map((name) => [name, block] as const),
  ...Object.entries(special),
]);
