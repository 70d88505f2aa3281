import type { Completes, DescribedCommand } from './describe-command.ts';
import { quote } from './quote.ts';
import { stepCases, valueCases } from './shell-cases.ts';

interface Word {
  readonly name: string;
  readonly description: string;
}

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
  local -i position=0
  local -a candidates
  for (( index = 2; index < CURRENT; index++ )); do
    if [[ -n $expected ]]; then
      expected=''
      continue
    fi
    case "$command:\${words[index]}" in
${commands.flatMap(stepCases).join('\n')}
      *:-*) ;;
      *) position+=1 ;;
    esac
  done
  if [[ -n $expected ]]; then
    case "$command:$expected" in
${commands.flatMap((each) => valueCases(each, action)).join('\n')}
    esac
    return
  fi
  if [[ \${words[CURRENT]} == -* ]]; then
    case "$command" in
${commands.map((each) => `      ${quote(each.path)}) ${describe(optionsOf(each))} ;;`).join('\n')}
    esac
    return
  fi
  case "$command:$position" in
${commands.flatMap(wordsOf).join('\n')}
  esac
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

function wordsOf({ path, commands, values, isVariadic }: DescribedCommand): string[] {
  if (commands.length > 0) return [`    ${quote(`${path}:0`)}) ${describe(commands)} ;;`];
  return values.map((value, index) => {
    const position = isVariadic && index === values.length - 1 ? `${quote(`${path}:`)}*` : quote(`${path}:${index}`);
    return `    ${position}) ${action(value)} ;;`;
  });
}
