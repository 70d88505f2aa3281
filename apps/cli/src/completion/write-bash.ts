import type { Completes, DescribedCommand } from './describe-command.ts';
import { quote } from './quote.ts';
import { stepCases, valueCases } from './shell-cases.ts';

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
    if [[ -n $expected ]]; then
      expected=''
      continue
    fi
    case "$command:\${COMP_WORDS[index]}" in
${commands.flatMap(stepCases).join('\n')}
      *:-*) ;;
      *) position=$((position + 1)) ;;
    esac
  done
  if [[ -n $expected ]]; then
    case "$command:$expected" in
${commands.flatMap((each) => valueCases(each, action)).join('\n')}
    esac
    return
  fi
  if [[ $current == -* ]]; then
    case "$command" in
${commands.map(({ path, options }) => `      ${quote(path)}) ${reply(options.flatMap(({ flags }) => flags))} ;;`).join('\n')}
    esac
    return
  fi
  case "$command:$position" in
${commands.flatMap(wordsOf).join('\n')}
  esac
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

function wordsOf({ path, commands, values, isVariadic }: DescribedCommand): string[] {
  if (commands.length > 0) return [`    ${quote(`${path}:0`)}) ${reply(commands.map(({ name }) => name))} ;;`];
  return values.map((value, index) => {
    const position = isVariadic && index === values.length - 1 ? `${quote(`${path}:`)}*` : quote(`${path}:${index}`);
    return `    ${position}) ${action(value)} ;;`;
  });
}
