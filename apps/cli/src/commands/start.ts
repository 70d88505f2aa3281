import type { Command } from 'commander';
import { launch } from '../session/launch.ts';
import { runStart, type StartOptions } from '../start/run-start.ts';

/** `acequia start` */
export function addStart(program: Command): void {
  program
    .command('start')
    .description('show what Acequia does: sync, index and search documents that are on this machine')
    .option('--folder <dir>', 'your own documents; without it, the data sources of the workspace, or a sample')
    .option('--exit', 'end after the second sync (in this release it always does)')
    .addHelpText(
      'after',
      `
Works on the named or nearest workspace, else makes one in ./acequia-workspace. The sample is the documentation
inside the packages that are installed with Acequia. Documents that fail are shown and do not change the exit code.

Examples:
  acequia start
  acequia start --folder ~/Documents`,
    )
    .action((options: StartOptions, command: Command) => launch(command, (session) => runStart(session, options)));
}
