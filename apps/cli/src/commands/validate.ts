import type { Command } from 'commander';
import { exitCode } from '../exit-code.ts';
import { printChecks } from '../output/print-checks.ts';
import { launch } from '../session/launch.ts';

/** `acequia validate NAME` */
export function addValidate(program: Command): void {
  program
    .command('validate')
    .description('check that a data source can be reached with its settings and credentials')
    .argument('<name>', 'name of the data source')
    .action((name: string, _options, command: Command) =>
      launch(command, async (session) => {
        const engine = await session.openEngine();
        const checks = await engine.validate(name, session.signal);
        if (session.json) session.terminal.printJson({ checks });
        else printChecks(session.terminal, checks);
        return checks.every(({ ok }) => ok) ? exitCode.ok : exitCode.error;
      }),
    );
}
