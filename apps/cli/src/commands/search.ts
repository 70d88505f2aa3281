import type { Command } from 'commander';
import { printHits } from '../output/print-hits.ts';
import { launch } from '../session/launch.ts';
import { parseCount } from '../session/parse-count.ts';
import { usageError } from '../session/usage-error.ts';

interface SearchOptions {
  readonly knowledgeBase?: string;
  readonly top: number;
  readonly asUser?: string | Readonly<Record<string, string>>;
}

/** `acequia search TEXT` */
export function addSearch(program: Command): void {
  program
    .command('search')
    .description('search the knowledge bases')
    .argument('<text...>', 'words; "several words" in quotes are a phrase')
    .option('--knowledge-base <name>', 'only in this one')
    .option('--top <n>', 'how many documents', parseCount, 10)
    .option(
      '--as-user <id>',
      'only what this user of the source may read now; SOURCE=ID for one data source, more than once',
      collectUser,
    )
    .addHelpText(
      'after',
      '\nExamples:\n  acequia search expense report\n  acequia search \'"notice period" contract\' --top 3\n  acequia search roadmap --as-user team-slack=U024BE7LH',
    )
    .action((words: string[], options: SearchOptions, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        const text = words.join(' ');
        if (text.trim() === '') throw usageError('There is nothing to search for.', 'Give at least one word.');
        const engine = await openEngine();
        const hits = await engine.search({
          text,
          knowledgeBase: options.knowledgeBase,
          topK: options.top,
          asUser: options.asUser,
        });
        if (json) return terminal.printJson({ hits });
        if (hits.length === 0) return terminal.say(`Nothing was found for ${text}.`);
        printHits(terminal, hits);
      }),
    );
}

/** An id for all data sources, or one for each that is named. @throws a usage error when both are mixed */
function collectUser(text: string, before: SearchOptions['asUser']): SearchOptions['asUser'] {
  const [, source, id] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  const named = source !== undefined && id !== undefined;
  if (before !== undefined && (!named || typeof before === 'string')) {
    throw usageError('There is more than one --as-user.', 'Name the data source of each: --as-user SOURCE=ID.');
  }
  return named ? { ...(typeof before === 'object' && before), [source]: id } : text;
}
