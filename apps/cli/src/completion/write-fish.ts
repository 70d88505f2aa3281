import type { Completes, DescribedCommand, DescribedOption } from './describe-command.ts';
import { quoteForFish } from './quote.ts';

/** A completion script for fish 3 and later. */
export function writeFish(commands: readonly DescribedCommand[]): string {
  const steps = commands.flatMap(({ path, commands: below }) =>
    below.map(
      ({ name }) =>
        `            case ${quoteForFish(`${path}:${name}`)}\n                set path ${quoteForFish(`${path} ${name}`.trim())}`,
    ),
  );
  const taking = new Set(
    commands.flatMap(({ options }) => options.flatMap(({ flags, value }) => (value === undefined ? [] : flags))),
  );
  return `# Completion of acequia for fish, made by: acequia completion fish
function __acequia_at
    set -l path ''
    set -l position 0
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip -eq 1
            set skip 0
            continue
        end
        if contains -- $word ${[...taking].map(quoteForFish).join(' ')}
            set skip 1
            continue
        end
        switch "$path:$word"
${steps.join('\n')}
            case '*:-*'
            case '*'
                set position (math $position + 1)
        end
    end
    test "$path" = "$argv[1]"; or return 1
    test (count $argv) -lt 2; and return 0
    test "$argv[2]" = any; or test "$argv[2]" = $position
end
function __acequia_names
    command acequia completion --names $argv[1] 2>/dev/null
end
complete -c acequia -f
${commands.flatMap((each) => linesOf(each)).join('\n')}
`;
}

function linesOf({ path, commands, options, values, isVariadic }: DescribedCommand): string[] {
  const at = (position?: string) => {
    const words = [`__acequia_at`, quoteForFish(path), ...(position === undefined ? [] : [position])];
    return `complete -c acequia -n ${quoteForFish(words.join(' '))}`;
  };
  return [
    ...commands.map(({ name, description }) => `${at('0')} -a ${name} -d ${quoteForFish(description)}`),
    ...options.map((option) => `${at()} ${optionWords(option)}`),
    ...values.flatMap((value, index) => {
      const last = isVariadic && index === values.length - 1;
      const action = valueWords(value);
      return action === '' ? [] : [`${at(last ? 'any' : String(index))} ${action}`];
    }),
  ];
}

function optionWords({ flags, description, value }: DescribedOption): string {
  const named = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  // Without -x fish offers files as well.
  const taken = value === undefined ? [] : [value === 'paths' ? '-r' : '-x', valueWords(value)];
  return [...named, ...taken, `-d ${quoteForFish(description)}`].filter((word) => word !== '').join(' ');
}

function valueWords(completes: Completes): string {
  if (completes === 'nothing') return '';
  if (completes === 'paths') return '-F';
  const words = typeof completes === 'string' ? `(__acequia_names ${completes})` : completes.join(' ');
  return `-a ${quoteForFish(words)}`;
}
