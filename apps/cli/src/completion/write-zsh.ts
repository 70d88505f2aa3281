import type { Completes, DescribedCommand } from './describe-command.ts';
import { followWords, type ShellWords } from './follow-words.ts';
import { quote } from './quote.ts';

interface Word {
  readonly name: string;
  readonly description: string;
}

const shell: ShellWords = {
  word: `\${words[index]}`,
  current: `\${words[CURRENT]}`,
  action,
  options: (each) => describe(optionsOf(each)),
  commands: ({ commands: below }) => describe(below),
};

/** A completion script for zsh, to be sourced or put into a folder of fpath as _acequia. */
export function writeZsh(commands: readonly DescribedCommand[]): string {
  return `#compdef acequia
# Completion of acequia for zsh, made by: acequia completion zsh
_acequia_names() {
  local -a names
  names=("\${(@f)$("\${words[1]}" completion --names "$1" 2>/dev/null)}")
  names=("\${(@)names:#}")
  (( \${#names} )) && compadd -a names
}
_acequia() {
  local command='' expected='' index
  local position=0
  local -a candidates
  for (( index = 2; index < CURRENT; index++ )); do
${followWords(commands, shell)}
}
if [[ \${funcstack[1]} == _acequia ]]; then
  _acequia "$@"
else
  compdef _acequia acequia
fi
`;
}

function optionsOf({ options }: DescribedCommand): Word[] {
  return options.flatMap(({ flags, description }) => flags.map((name) => ({ name, description })));
}

function describe(words: readonly Word[]): string {
  const listed = words.map(({ name, description }) => quote(`${name.replaceAll(':', '\\:')}:${description}`));
  return `candidates=(${listed.join(' ')}); _describe word candidates`;
}

function action(completes: Completes): string {
  if (completes === 'nothing') return ':';
  if (completes === 'paths') return '_files';
  if (typeof completes === 'string') return `_acequia_names ${completes}`;
  return `compadd -- ${completes.map(quote).join(' ')}`;
}
