import { AcequiaError } from '@acequia/engine';
import { printableLines } from './printable.ts';
import type { Terminal } from './terminal.ts';

/** What a program gets to know about an error. */
export interface ErrorEnvelope {
  readonly error: { readonly code: string; readonly message: string; readonly hint?: string };
}

/** An error as data, for `--json`. What Acequia did not throw on purpose is `internal`. */
export function describeFailure(error: unknown): ErrorEnvelope {
  const message = error instanceof Error ? error.message : String(error);
  if (!AcequiaError.isInstance(error)) return { error: { code: 'internal', message } };
  return { error: { code: error.code, message, ...(error.hint !== undefined && { hint: error.hint }) } };
}

/** Says what went wrong and what to do; where it happened only if asked. */
export function printError(terminal: Terminal, error: unknown, verbose: boolean): void {
  const { code, message, hint } = describeFailure(error).error;
  terminal.say(`${terminal.tint(['red', 'bold'], 'error:')} ${printableLines(message)}`);
  if (hint !== undefined) terminal.say(`${terminal.tint('cyan', 'hint:')} ${printableLines(hint)}`);
  if (verbose && error instanceof Error) terminal.say(terminal.tint('dim', describeStack(error)));
  else if (code === 'internal')
    terminal.say(`${terminal.tint('cyan', 'hint:')} add --verbose to see where it happened`);
}

function describeStack(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by: ${describeStack(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
