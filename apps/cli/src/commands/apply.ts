import { resolve } from 'node:path';
import type { Command } from 'commander';
import { formatNumber } from '../output/format.ts';
import { printPlan } from '../output/print-plan.ts';
import { launch } from '../session/launch.ts';

interface ApplyOptions {
  readonly file?: string;
  readonly dryRun?: boolean;
  readonly prune?: boolean;
}

/** `acequia apply` */
export function addApply(program: Command): void {
  program
    .command('apply')
    .description('make the workspace what acequia.yaml says, and show what changes')
    .option('-f, --file <file>', 'another file than acequia.yaml of the workspace; paths in it start at its folder')
    .option('--dry-run', 'only show it')
    .option('--prune', 'delete data sources that acequia.yaml does not name, with their documents')
    .action(({ dryRun = false, prune, file }: ApplyOptions, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        const engine = await openEngine();
        const options = { prune, file: file === undefined ? undefined : resolve(file) };
        const steps = dryRun ? await engine.plan(options) : await engine.apply(options);
        if (json) return terminal.printJson({ applied: !dryRun, steps });
        printPlan(terminal, steps);
        const changes = steps.filter(({ action }) => ['create', 'update', 'delete'].includes(action)).length;
        if (changes === 0) terminal.say('Nothing to change.');
        else if (dryRun) terminal.say(`${formatNumber(changes, 'change')} to make, nothing done yet (--dry-run).`);
        else terminal.say(`${formatNumber(changes, 'change')} made. Read the documents with: acequia sync`);
        if (steps.some(({ action }) => action === 'extra')) {
          terminal.say(`What is marked "extra" is not in ${file ?? 'acequia.yaml'}; --prune deletes it.`);
        }
      }),
    );
}
