import { setFlagsFromString } from 'node:v8';
import { CommanderError } from 'commander';
import { exitCode } from './exit-code.ts';
import { createProgram } from './program.ts';
import { endWithClosedPipe } from './session/closed-pipe.ts';

/** Runs the command that the arguments say. Never rejects: the exit code says how it went. */
export async function main(args: readonly string[]): Promise<void> {
  endWithClosedPipe();
  // Without it V8 collects late on machines with much free memory: a sync held half as much again (benchmarks/README.md).
  setFlagsFromString('--heap-growing-percent=60');
  try {
    await createProgram().parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for ends well; help that was shown for lack of a command does not.
    process.exitCode = error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  }
}
