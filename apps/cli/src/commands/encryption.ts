import type { Command } from 'commander';
import { formatNumber } from '../output/format.ts';
import { launch } from '../session/launch.ts';

/** `acequia encryption rotate` */
export function addEncryption(program: Command): void {
  program
    .command('encryption')
    .description('the key that credentials are encrypted with')
    .command('rotate')
    .description('encrypt all credentials with a new key; may be interrupted and run again')
    .addHelpText(
      'after',
      `
Stop what uses the workspace first: a process that runs on knows the old key only. With ACEQUIA_ENCRYPTION_KEY, put the
new key before the old one (new:...,old:...), rotate, then take the old one away.`,
    )
    .action((_options, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        const sealed = await (await openEngine()).rotateKey();
        if (json) return terminal.printJson({ sealed });
        terminal.say(
          `${formatNumber(sealed, 'secret')} encrypted with the new key; the old one opens nothing any more.`,
        );
      }),
    );
}
