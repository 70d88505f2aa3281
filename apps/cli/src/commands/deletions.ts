import type { Command } from 'commander';
import { exitCode } from '../exit-code.ts';
import { formatCount, formatNumber } from '../output/format.ts';
import { printable } from '../output/printable.ts';
import { quoteWord } from '../output/quote-word.ts';
import { launch } from '../session/launch.ts';
import { parseCount } from '../session/parse-count.ts';

/** `acequia deletions review|approve|reject` */
export function addDeletions(program: Command): void {
  const deletions = program
    .command('deletions')
    .description('deletions that wait for you, because there are suspiciously many');
  deletions
    .command('review')
    .description('show what would be deleted; exit code 7 when something waits')
    .argument('[name]', 'only of this data source')
    .option('--limit <n>', 'how many documents to show of each data source', parseCount, 20)
    .action((name: string | undefined, options: { limit: number }, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        const engine = await openEngine();
        const sources = name === undefined ? await engine.dataSources() : [await engine.dataSource(name)];
        const found = [];
        for (const source of sources) {
          const withheld = await engine.withheldDeletions(source.name, options.limit);
          if (withheld.total > 0) found.push({ dataSource: source.name, ...withheld });
        }
        if (json) terminal.printJson({ deletions: found });
        else if (found.length === 0) terminal.say('No deletion waits for you.');
        else
          for (const { dataSource, total, liveDocuments, documents } of found) {
            const share = `${formatCount(total)} of ${formatNumber(liveDocuments, 'document')}`;
            terminal.print(`${terminal.paint('bold', printable(dataSource))}: ${share} are gone at the source`);
            for (const { path, title } of documents) terminal.print(`  ${printable(path || title)}`);
            if (documents.length < total) terminal.print(`  … and ${formatCount(total - documents.length)} more`);
            terminal.say(`delete them:  acequia deletions approve ${quoteWord(dataSource)} --up-to ${total}`);
            terminal.say(`keep them:    acequia deletions reject ${quoteWord(dataSource)}`);
          }
        return found.length > 0 ? exitCode.deletionsNeedReview : exitCode.ok;
      }),
    );
  deletions
    .command('approve')
    .description('delete what waits')
    .argument('<name>', 'name of the data source')
    .requiredOption(
      '--up-to <n>',
      'the number that you reviewed: when more wait by now, nothing is deleted',
      parseCount,
    )
    .action((name: string, options: { upTo: number }, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        const engine = await openEngine();
        const deleted = await engine.approveDeletions(name, options.upTo);
        if (json) return terminal.printJson({ deleted });
        terminal.say(`${formatNumber(deleted, 'document')} deleted.`);
      }),
    );
  deletions
    .command('reject')
    .description('keep what waits, until the source shows it again')
    .argument('<name>', 'name of the data source')
    .action((name: string, _options, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        const engine = await openEngine();
        const kept = await engine.rejectDeletions(name);
        if (json) return terminal.printJson({ kept });
        terminal.say(`${formatNumber(kept, 'document')} kept.`);
      }),
    );
}
