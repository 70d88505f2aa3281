import { CommanderError } from 'commander';
import { exitCode } from './exit-code.ts';
import type { ErrorEnvelope } from './output/print-error.ts';
import { createProgram } from './program.ts';

/** Runs the command that the arguments say. Never rejects: `process.exitCode` says how it went. */
export async function runProgram(args: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for ends well; help that was shown for lack of a command does not.
    process.exitCode = error.exitCode === 0 ? exitCode.ok : exitCode.usage;
    if (error.exitCode !== 0 && args.includes('--json')) process.stdout.write(describeUse(error));
  }
}

/** Commander said it to the person already. */
function describeUse({ code, message }: CommanderError): string {
  const text = code === 'commander.help' ? 'Which command?' : message.replace(/^error: /, '');
  const envelope: ErrorEnvelope = { error: { code: 'usage', message: text } };
  return `${JSON.stringify(envelope, null, 2)}\n`;
}
