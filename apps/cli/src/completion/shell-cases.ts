import type { Completes, DescribedCommand } from './describe-command.ts';
import { quote } from './quote.ts';

/** Cases of bash and zsh for `COMMAND:WORD`: which command a word leads to, or that a value follows it. */
export function stepCases({ path, commands, options }: DescribedCommand): string[] {
  const down = commands.map(({ name }) => [`${path}:${name}`, `command=${quote(`${path} ${name}`.trim())}`] as const);
  const taking = options.filter(({ value }) => value !== undefined).flatMap(({ flags }) => flags);
  const values = taking.map((flag) => [`${path}:${flag}`, `expected=${quote(flag)}`] as const);
  return [...down, ...values].map(([word, step]) => `      ${quote(word)}) ${step} ;;`);
}

/** Cases for `COMMAND:OPTION`: what completes the value of an option. */
export function valueCases({ path, options }: DescribedCommand, action: (completes: Completes) => string): string[] {
  return options.flatMap(({ flags, value }) =>
    value === undefined ? [] : flags.map((flag) => `      ${quote(`${path}:${flag}`)}) ${action(value)} ;;`),
  );
}
