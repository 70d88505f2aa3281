import { CommanderError } from 'commander';
import { exitCode } from './exit-code.ts';
import { createProgram } from './program.ts';

/** Runs the command that the arguments say. Never rejects: `process.exitCode` says how it went. */
export async function runProgram(args: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for ends well; help that was shown for lack of a command does not.
    process.exitCode = error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  }
}
