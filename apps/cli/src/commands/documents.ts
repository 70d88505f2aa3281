import type { DocumentDetails, StoredDocumentInfo } from '@acequia/engine';
import { type Command, Option } from 'commander';
import { formatBytes, formatCount, formatTime } from '../output/format.ts';
import { printable, printableLines } from '../output/printable.ts';
import { quoteWord } from '../output/quote-word.ts';
import { paintStatus } from '../output/status-style.ts';
import type { Terminal } from '../output/terminal.ts';
import { launch } from '../session/launch.ts';
import { parseCount } from '../session/parse-count.ts';

const states: readonly StoredDocumentInfo['content'][] = ['none', 'ready', 'pending', 'failed', 'skipped'];

interface ListOptions {
  readonly source?: string;
  readonly knowledgeBase?: string;
  readonly content?: StoredDocumentInfo['content'];
  readonly text?: string;
  readonly containers?: boolean;
  readonly limit: number;
  readonly after?: number;
}

/** `acequia documents list|show` */
export function addDocuments(program: Command): void {
  const documents = program.command('documents').description('what the knowledge bases hold');
  documents
    .command('list')
    .description('list documents')
    .option('--source <name>', 'only of this data source')
    .option('--knowledge-base <name>', 'only of this knowledge base')
    .addOption(new Option('--content <state>', 'only those whose content got this far').choices(states))
    .option('--text <text>', 'only those with this in their title')
    .option('--containers', 'folders and the like as well')
    .option('--limit <n>', 'how many, 1000 at the most', parseCount, 100)
    .option('--after <id>', 'go on after this document', parseCount)
    .addHelpText('after', '\nExample:\n  acequia documents list --content failed --json')
    .action((options: ListOptions, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        const engine = await openEngine();
        const { source, ...query } = options;
        const page = await engine.documents({ ...query, dataSource: source });
        if (json) return terminal.printJson(page);
        printDocuments(terminal, page.documents);
        const last = page.documents.at(-1);
        const isFull = last !== undefined && page.documents.length === options.limit;
        const more = isFull && page.documents.length < page.total ? `; more: --after ${last.id}` : '';
        terminal.say(`${formatCount(page.documents.length)} of ${formatCount(page.total)}${more}`);
      }),
    );
  documents
    .command('show')
    .description('show one document with its text')
    .argument('<id>', 'number of the document, as list and search show it', parseCount)
    .option('--markdown', 'only the text')
    .action((id: number, options: { markdown?: boolean }, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        const engine = await openEngine();
        const document = await engine.document(id);
        if (json) return terminal.printJson(document);
        if (!options.markdown) printMetadata(terminal, document);
        const { markdown } = document;
        if (markdown === undefined) return terminal.say(withoutText(document));
        // A program gets the exact text; a terminal must not be steered by it.
        terminal.print(terminal.isDataTerminal ? printableLines(markdown) : markdown);
      }),
    );
}

function printDocuments(terminal: Terminal, documents: readonly StoredDocumentInfo[]): void {
  if (documents.length === 0) return;
  terminal.printTable(
    [
      { title: 'ID', align: 'right' },
      { title: 'CONTENT', paint: (cell) => paintStatus(terminal.paint, cell) },
      { title: 'SIZE', align: 'right' },
      { title: 'PATH', cut: 'start' },
    ],
    documents.map(({ id, content, size, path, title }) => [
      String(id),
      content,
      size === undefined ? '' : formatBytes(size),
      printable(path || title),
    ]),
  );
}

function printMetadata(terminal: Terminal, document: DocumentDetails): void {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['title', document.title],
    ['path', document.path],
    ['data source', document.dataSource],
    ['url', document.url],
    ['type', document.mime],
    ['size', document.size === undefined ? undefined : formatBytes(document.size)],
    ['modified', document.modifiedAt === undefined ? undefined : formatTime(document.modifiedAt)],
    ['authors', document.authors.join(', ') || undefined],
    ['content', document.content],
    ...document.notes.map((note) => ['note', note] as const),
    ...Object.entries(document.fields).map(
      ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
    ),
  ];
  for (const [name, value] of rows) {
    if (value !== undefined) terminal.print(`${terminal.paint('dim', `${printable(name)}:`)} ${printable(value)}`);
  }
  terminal.print('');
}

function withoutText({ content, dataSource }: DocumentDetails): string {
  if (content !== 'failed') return 'This document has no text.';
  return `This document has no text. Why: acequia failures list ${quoteWord(dataSource)}`;
}
