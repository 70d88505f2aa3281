import type { Engine } from '@acequia/engine';
import type { Command } from 'commander';
import { launch } from '../session/launch.ts';
import { usageError } from '../session/usage-error.ts';

/** `acequia changes [KNOWLEDGE_BASE]` */
export function addChanges(program: Command): void {
  program
    .command('changes')
    .description('print the change log of a knowledge base: one JSON object a line, for what follows it')
    .argument('[knowledge-base]', 'may be left out where there is only one')
    .option('--after <position>', 'go on behind this position, which the last line said')
    .addHelpText(
      'after',
      '\nExample:\n  acequia changes handbook | tee changes.jsonl\n  acequia changes handbook --after "$(tail -1 changes.jsonl | jq -r .position)"',
    )
    .action((name: string | undefined, options: { after?: string }, command: Command) =>
      launch(command, async ({ openEngine, terminal, json, signal }) => {
        const engine = await openEngine();
        const knowledgeBase = name ?? (await onlyKnowledgeBase(engine));
        const changes = [];
        for await (const change of engine.changes(knowledgeBase, options.after)) {
          signal.throwIfAborted();
          if (json) changes.push(change);
          else await terminal.printSlowly(JSON.stringify(change));
        }
        if (json) terminal.printJson({ changes });
      }),
    );
}

async function onlyKnowledgeBase(engine: Engine): Promise<string> {
  const all = await engine.knowledgeBases();
  const [only] = all;
  if (only !== undefined && all.length === 1) return only.name;
  throw usageError(
    `There are ${all.length} knowledge bases.`,
    all.length === 0
      ? 'Add one to acequia.yaml and run `acequia apply`.'
      : `Name one: ${all.map((each) => each.name).join(', ')}`,
  );
}
