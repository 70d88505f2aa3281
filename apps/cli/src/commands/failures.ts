import type { FailedDocument } from '@acequia/engine';
import type { Command } from 'commander';
import { formatNumber, formatTime } from '../output/format.ts';
import { printable } from '../output/printable.ts';
import { quoteWord } from '../output/quote-word.ts';
import type { Terminal } from '../output/terminal.ts';
import { wrapText } from '../output/wrap-text.ts';
import { launch } from '../session/launch.ts';
import { parseCount } from '../session/parse-count.ts';

/** `acequia failures list|retry|ignore` */
export function addFailures(program: Command): void {
  const failures = program.command('failures').description('documents that could not be read');
  failures
    .command('list')
    .description('show them with the reason, what to do, and the next try')
    .argument('[name]', 'only of this data source')
    .option('--limit <n>', 'how many of each data source', parseCount, 100)
    .action((name: string | undefined, options: { limit: number }, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        const engine = await openEngine();
        const sources = name === undefined ? await engine.dataSources() : [await engine.dataSource(name)];
        const found = await Promise.all(
          sources.map(async (source) =>
            (await engine.failures(source.name, options.limit)).map((failure) => ({
              dataSource: source.name,
              ...failure,
            })),
          ),
        );
        const all = found.flat();
        if (json) return terminal.printJson({ failures: all });
        if (all.length === 0) return terminal.say('No document is failing.');
        for (const failure of all) printFailure(terminal, failure);
      }),
    );
  failures
    .command('retry')
    .description('make failed documents due: the next sync reads them again')
    .argument('<name>', 'name of the data source')
    .argument('[ids...]', 'ids of documents, as `failures list` shows them (the path where no id is shown); none: all')
    .action((name: string, ids: string[], _options, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        const engine = await openEngine();
        const retried = await engine.retryFailures(name, ids.length > 0 ? ids : undefined);
        if (json) return terminal.printJson({ retried });
        terminal.say(`${formatNumber(retried, 'document')} due now. Read again with: acequia sync ${quoteWord(name)}`);
      }),
    );
  failures
    .command('ignore')
    .description('stop retrying documents, until they change')
    .argument('<name>', 'name of the data source')
    .argument('<ids...>', 'ids of documents')
    .action((name: string, ids: string[], _options, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        const engine = await openEngine();
        const ignored = await engine.ignoreFailures(name, ids);
        if (json) return terminal.printJson({ ignored });
        terminal.say(`${formatNumber(ignored, 'document')} will not be retried.`);
      }),
    );
}

function printFailure(terminal: Terminal, failure: FailedDocument & { readonly dataSource: string }): void {
  const { dataSource, id, title, path, kind, message, remedy, attempts, nextRetryAt, ignored } = failure;
  const { paint } = terminal;
  terminal.print(`${paint('bold', printable(path || title))}  ${paint('dim', printable(dataSource))}`);
  terminal.print(`  ${paint('red', kind ?? 'pending')}: ${printable(message ?? 'its content is still to come')}`);
  if (remedy !== undefined) terminal.print(paint('cyan', wrapText(printable(remedy), terminal.width, '  ')));
  const next = nextRetryAt === undefined ? 'not tried again by itself' : `next try ${formatTime(nextRetryAt)}`;
  const state = ignored ? 'ignored' : next;
  terminal.print(`  ${paint('dim', `${formatNumber(attempts, 'attempt')}, ${state}`)}`);
  if (id !== path) terminal.print(`  ${paint('dim', `id ${printable(id)}`)}`);
}
