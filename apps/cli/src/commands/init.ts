import { relative, resolve } from 'node:path';
import { AcequiaError, initWorkspace } from '@acequia/engine';
import type { Command } from 'commander';
import { launch } from '../session/launch.ts';

/** `acequia init [DIR]` */
export function addInit(program: Command): void {
  program
    .command('init')
    .description('make a workspace with a commented acequia.yaml; what is there already stays')
    .argument('[dir]', 'folder; without it --workspace, else the current one')
    .action((dir: string | undefined, _options, command: Command) =>
      launch(command, async ({ terminal, json, options }) => {
        const workspace = resolve(dir ?? options.workspace ?? '.');
        const created = await initWorkspace(workspace).catch((error: Error) => {
          throw new AcequiaError(
            'workspace_not_writable',
            `${workspace} cannot be made a workspace: ${error.message}`,
            {
              hint: 'Choose a folder that you may write to.',
              cause: error,
            },
          );
        });
        if (json) return terminal.printJson({ workspace, created });
        const file = relative(process.cwd(), `${workspace}/acequia.yaml`);
        terminal.say(
          created
            ? `Made ${workspace}. Say in ${file} what to sync, then: acequia apply && acequia sync`
            : `${workspace} is a workspace already; nothing was changed.`,
        );
      }),
    );
}
