import type { Completes, DescribedCommand } from './describe-command.ts';
import { followWords, type ShellWords } from './follow-words.ts';
import { quote } from './quote.ts';

const shell: ShellWords = {
  word: `\${COMP_WORDS[index]}`,
  current: '$current',
  action,
  options: ({ options }) => reply(options.flatMap(({ flags }) => flags)),
  commands: ({ commands: below }) => reply(below.map(({ name }) => name)),
};

/** A completion script for bash 4 and later. */
export function writeBash(commands: readonly DescribedCommand[]): string {
  return `# Completion of acequia for bash, made by: acequia completion bash
_acequia_reply() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$1" -- "$current"))
}
_acequia_names() {
  local word
  while IFS= read -r word; do
    [[ $word == "$current"* ]] && COMPREPLY+=("$(printf '%q' "$word")")
  done < <("\${COMP_WORDS[0]}" completion --names "$1" 2>/dev/null)
}
_acequia() {
  local current="\${COMP_WORDS[COMP_CWORD]}" command='' expected='' position=0 index
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
${followWords(commands, shell)}
}
complete -o default -F _acequia acequia
`;
}

function reply(words: readonly string[]): string {
  return `_acequia_reply ${quote(words.join('\n'))}`;
}

function action(completes: Completes): string {
  if (completes === 'nothing') return 'COMPREPLY=("")';
  if (completes === 'paths') return ':';
  if (typeof completes === 'string') return `_acequia_names ${completes}`;
  return reply(completes);
}
