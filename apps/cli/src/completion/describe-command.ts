import type { Argument, Command, Option } from 'commander';

/** What a word is completed with. */
export type Completes = 'data-sources' | 'knowledge-bases' | 'paths' | 'nothing' | readonly string[];

/** One option, as shells want to know it. */
export interface DescribedOption {
  /** `-f`, `--file` */
  readonly flags: readonly string[];
  readonly description: string;
  /** Absent: it takes no value. */
  readonly value?: Completes;
}

/** One command with what may follow it. */
export interface DescribedCommand {
  /** Words after the program's name: `connectors list`; empty for the program itself. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly DescribedOption[];
  /** By position; where `isVariadic`, the last one goes on. */
  readonly values: readonly Completes[];
  readonly isVariadic: boolean;
}

/** A command and all below it. */
export function describeCommands(program: Command): DescribedCommand[] {
  return describe(program, '', program.options);
}

function describe(command: Command, path: string, shared: readonly Option[]): DescribedCommand[] {
  const options = [...new Set([...command.options, ...shared])].filter(({ hidden }) => !hidden);
  const described: DescribedCommand = {
    path,
    commands: command.commands.map((child) => ({ name: child.name(), description: child.description() })),
    options: [...options.map(describeOption), { flags: ['-h', '--help'], description: 'show help' }],
    values: command.registeredArguments.map(valuesOfArgument),
    isVariadic: command.registeredArguments.at(-1)?.variadic ?? false,
  };
  const below = command.commands.flatMap((child) => describe(child, `${path} ${child.name()}`.trim(), shared));
  return [described, ...below];
}

function describeOption(option: Option): DescribedOption {
  const { short, long, description, argChoices } = option;
  const flags = [short, long].filter((flag) => flag !== undefined);
  if (!option.required && !option.optional) return { flags, description };
  const [, name = ''] = /[<[]([\w-]+)/.exec(option.flags) ?? [];
  return { flags, description, value: argChoices ?? byName[option.attributeName()] ?? byName[name] ?? 'nothing' };
}

function valuesOfArgument(argument: Argument): Completes {
  return argument.argChoices ?? byName[argument.name()] ?? 'nothing';
}

/** Arguments and options are called by what they take, everywhere in this program. */
const byName: Readonly<Record<string, Completes>> = {
  name: 'data-sources',
  names: 'data-sources',
  source: 'data-sources',
  knowledgeBase: 'knowledge-bases',
  'knowledge-base': 'knowledge-bases',
  dir: 'paths',
  file: 'paths',
};
