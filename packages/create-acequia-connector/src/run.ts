import { relative, resolve } from 'node:path';
import { collectAnswers } from './collect-answers.ts';
import { createConnector } from './create-connector.ts';
import { help } from './help.ts';
import { openPrompt } from './prompt.ts';
import { readArguments } from './read-arguments.ts';
import { UsageError } from './usage-error.ts';

export interface RunOptions {
  readonly arguments: readonly string[];
  /** Folder with the template's files. */
  readonly template: string;
  /** Where the new folder is made. */
  readonly folder: string;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly errors: NodeJS.WritableStream;
  /** Whether somebody is there to be asked. */
  readonly isInteractive: boolean;
}

/** Runs the command. Answers the exit code: 0 done, 2 a mistake in the usage. Other errors reject. */
export async function run(options: RunOptions): Promise<number> {
  try {
    const { folder, given, yes, help: wantsHelp } = readArguments(options.arguments);
    if (wantsHelp) {
      options.output.write(help);
      return 0;
    }
    const prompt = options.isInteractive && !yes ? openPrompt(options.input, options.output) : undefined;
    const answers = await collectAnswers(given, prompt?.ask).finally(() => prompt?.close());
    const target = resolve(options.folder, folder ?? (answers.name.split('/').at(-1) || answers.name));
    const files = await createConnector(options.template, target, answers);
    const shown = relative(options.folder, target) || '.';
    options.output.write(summary(answers.name, shown, files.length));
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    options.errors.write(`${error.message}\n${error.remedy}\n`);
    return 2;
  }
}

function summary(name: string, folder: string, files: number): string {
  const quoted = /^[\w@./-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", "'\\''")}'`;
  return `${name}: ${files} files in ${folder}

  cd ${quoted}
  npm install
  npm test

It reads an imaginary service until you change it: begin with test/fake (what the real API answers), then
src/settings.ts, src/client.ts, src/item.ts and src/read.ts. README.md says the rest.
`;
}
