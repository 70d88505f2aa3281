import { parseArgs } from 'node:util';
import type { Question } from './answers.ts';
import { UsageError } from './usage-error.ts';

/** What the command line says. */
export interface Arguments {
  /** Absent: named after the package. */
  readonly folder?: string;
  readonly given: Partial<Record<Question, string>>;
  /** Take defaults instead of asking. */
  readonly yes: boolean;
  readonly help: boolean;
}

/** @throws UsageError for flags that there are not, or that lack their value */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  const { yes = false, help = false, ...given } = values;
  const [folder, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`"${more[0]}" is one folder too many`, 'Quote what has spaces in it.');
  return { given, yes, help, ...(folder !== undefined && { folder }) };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        type: text,
        name: text,
        title: text,
        description: text,
        license: text,
        author: text,
        repository: text,
        yes: { type: 'boolean', short: 'y' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(message.split('. ')[0] ?? message, 'See --help for the flags.');
  }
}
