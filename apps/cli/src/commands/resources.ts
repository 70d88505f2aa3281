import type { Command } from 'commander';
import { printable } from '../output/printable.ts';
import { launch } from '../session/launch.ts';

/** `acequia resources NAME` */
export function addResources(program: Command): void {
  program
    .command('resources')
    .description('list the containers that can be picked, one level at a time')
    .argument('<name>', 'name of the data source')
    .option('--parent <id>', 'list what is inside this container')
    .option('--search <text>', 'only what matches, where the source can search')
    .addHelpText('after', '\nExample:\n  acequia resources team-share --parent handbook')
    .action((name: string, options: { parent?: string; search?: string }, command: Command) =>
      launch(command, async ({ openEngine, terminal, json, signal }) => {
        const engine = await openEngine();
        const resources = await engine.resources(name, options.parent, options.search, signal);
        if (json) return terminal.printJson({ resources });
        if (resources.length === 0) return terminal.say('There is nothing to pick here.');
        terminal.printTable(
          [
            { title: 'ID', paint: (cell) => terminal.paint('bold', cell) },
            { title: 'TITLE', cut: 'end' },
          ],
          resources.map(({ id, title }) => [printable(id), printable(title)]),
        );
      }),
    );
}
