import type { Command } from 'commander';
import { printHits } from '../output/print-hits.ts';
import { launch } from '../session/launch.ts';
import { parseCount } from '../session/parse-count.ts';
import { usageError } from '../session/usage-error.ts';

interface SearchOptions {
  readonly knowledgeBase?: string;
  readonly top: number;
}

/** `acequia search TEXT` */
export function addSearch(program: Command): void {
  program
    .command('search')
    .description('search the knowledge bases')
    .argument('<text...>', 'words; "several words" in quotes are a phrase')
    .option('--knowledge-base <name>', 'only in this one')
    .option('--top <n>', 'how many documents', parseCount, 10)
    .addHelpText(
      'after',
      '\nExamples:\n  acequia search expense report\n  acequia search \'"notice period" contract\' --top 3',
    )
    .action((words: string[], options: SearchOptions, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        const text = words.join(' ');
        if (text.trim() === '') throw usageError('There is nothing to search for.', 'Give at least one word.');
        const engine = await openEngine();
        const hits = await engine.search({ text, knowledgeBase: options.knowledgeBase, topK: options.top });
        if (json) return terminal.printJson({ hits });
        if (hits.length === 0) return terminal.say(`Nothing was found for ${text}.`);
        printHits(terminal, hits);
      }),
    );
}
