import type { Command } from 'commander';
import { exitCode } from '../exit-code.ts';
import { printChecks } from '../output/print-checks.ts';
import { launch } from '../session/launch.ts';

/** `acequia doctor` */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check this installation and the workspace; exit code 1 when something is wrong')
    .action((_options, command: Command) =>
      launch(command, async (session) => {
        const engine = await session.openEngine();
        const checks = await engine.doctor();
        if (session.json) session.terminal.printJson({ workspace: engine.workspace, checks });
        else printChecks(session.terminal, checks);
        return checks.every(({ ok }) => ok) ? exitCode.ok : exitCode.error;
      }),
    );
}
