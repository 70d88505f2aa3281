import type { Completes, DescribedCommand } from './describe-command.ts';
import { quote } from './quote.ts';

/** How a shell says things in which bash and zsh differ. */
export interface ShellWords {
  /** The word at `index`, while the words before the one that is completed are gone through. */
  readonly word: string;
  /** The word that is completed. */
  readonly current: string;
  /** What completes a value. */
  action(completes: Completes): string;
  /** What completes an option of a command. */
  options(command: DescribedCommand): string;
  /** What completes the name of a command below this one. */
  commands(command: DescribedCommand): string;
}

/** The body of the loop over the words that are there, and all that follows it; for bash and zsh. */
export function followWords(commands: readonly DescribedCommand[], shell: ShellWords): string {
  return `    if [[ -n $expected ]]; then
      expected=''
      continue
    fi
    case "$command:${shell.word}" in
${commands.flatMap(stepCases).join('\n')}
      *:-*) ;;
      *) position=$((position + 1)) ;;
    esac
  done
  if [[ -n $expected ]]; then
    case "$command:$expected" in
${commands.flatMap((each) => valueCases(each, shell.action)).join('\n')}
    esac
    return
  fi
  if [[ ${shell.current} == -* ]]; then
    case "$command" in
${commands.map((each) => `      ${quote(each.path)}) ${shell.options(each)} ;;`).join('\n')}
    esac
    return
  fi
  case "$command:$position" in
${commands.flatMap((each) => wordCases(each, shell)).join('\n')}
  esac`;
}

/** Cases for `COMMAND:POSITION`: the commands below one, else its arguments. */
function wordCases(command: DescribedCommand, shell: ShellWords): string[] {
  const { path, commands, values, isVariadic } = command;
  if (commands.length > 0) return [`    ${quote(`${path}:0`)}) ${shell.commands(command)} ;;`];
  return values.map((value, index) => {
    const position = isVariadic && index === values.length - 1 ? `${quote(`${path}:`)}*` : quote(`${path}:${index}`);
    return `    ${position}) ${shell.action(value)} ;;`;
  });
}

/** Cases for `COMMAND:WORD`: which command a word leads to, or that a value follows it. */
function stepCases({ path, commands, options }: DescribedCommand): string[] {
  const down = commands.map(({ name }) => [`${path}:${name}`, `command=${quote(`${path} ${name}`.trim())}`] as const);
  const taking = options.filter(({ value }) => value !== undefined).flatMap(({ flags }) => flags);
  const values = taking.map((flag) => [`${path}:${flag}`, `expected=${quote(flag)}`] as const);
  return [...down, ...values].map(([word, step]) => `      ${quote(word)}) ${step} ;;`);
}

/** Cases for `COMMAND:OPTION`: what completes the value of an option. */
function valueCases({ path, options }: DescribedCommand, action: (completes: Completes) => string): string[] {
  return options.flatMap(({ flags, value }) =>
    value === undefined ? [] : flags.map((flag) => `      ${quote(`${path}:${flag}`)}) ${action(value)} ;;`),
  );
}
