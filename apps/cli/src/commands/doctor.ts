import { AcequiaError, type Check, checkMachine } from '@acequia/engine';
import type { Command } from 'commander';
import { exitCode } from '../exit-code.ts';
import { formatNumber } from '../output/format.ts';
import { printChecks } from '../output/print-checks.ts';
import { requireWorkspace } from '../session/find-workspace.ts';
import { launch } from '../session/launch.ts';
import type { Session } from '../session/session.ts';

/** `acequia doctor` */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check this installation and the workspace; exit code 1 when something is wrong')
    .action((_options, command: Command) =>
      launch(command, async (session) => {
        const workspace = requireWorkspace(session.options.workspace);
        const checks = await examine(session, workspace);
        const wrong = checks.filter(({ ok }) => !ok).length;
        if (session.json) session.terminal.printJson({ workspace, checks });
        else {
          printChecks(session.terminal, checks);
          session.terminal.say(wrong === 0 ? 'All is well.' : `${formatNumber(wrong, 'thing')} to look at.`);
        }
        return wrong === 0 ? exitCode.ok : exitCode.error;
      }),
    );
}

/** A workspace that cannot be opened is the first thing that a doctor is asked about. */
async function examine({ openEngine }: Session, workspace: string): Promise<Check[]> {
  try {
    const engine = await openEngine(workspace);
    return await engine.doctor();
  } catch (error) {
    if (!AcequiaError.isInstance(error)) throw error;
    const failed = { name: 'opening', ok: false, message: error.message, remedy: error.hint };
    return [...(await checkMachine(workspace)), failed];
  }
}
