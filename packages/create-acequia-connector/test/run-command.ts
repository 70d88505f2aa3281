import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { run } from '../src/run.ts';

export interface CommandOptions {
  readonly template: string;
  readonly folder: string;
  /** Somebody is there and types these lines, then ends the input. */
  readonly typed?: readonly string[];
}

/** Runs the command as a process would, without one. */
export async function runCommand(args: readonly string[], { template, folder, typed }: CommandOptions) {
  const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
  input.end((typed ?? []).map((line) => `${line}\n`).join(''));
  const isInteractive = typed !== undefined;
  const code = await run({ arguments: args, template, folder, input, output, errors, isInteractive });
  output.end();
  errors.end();
  return { code, output: await text(output), errors: await text(errors) };
}
