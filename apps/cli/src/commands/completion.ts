import { Argument, type Command, Option } from 'commander';
import { describeCommands } from '../completion/describe-command.ts';
import { writeBash } from '../completion/write-bash.ts';
import { writeFish } from '../completion/write-fish.ts';
import { writeZsh } from '../completion/write-zsh.ts';
import { launch } from '../session/launch.ts';
import { usageError } from '../session/usage-error.ts';

const writers = { bash: writeBash, zsh: writeZsh, fish: writeFish } as const;

interface CompletionOptions {
  readonly names?: 'data-sources' | 'knowledge-bases';
}

/** `acequia completion SHELL` */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print a script that lets a shell complete commands, options and names of data sources')
    .addArgument(new Argument('[shell]', 'which one').choices(Object.keys(writers)))
    // What the scripts call.
    .addOption(new Option('--names <what>').choices(['data-sources', 'knowledge-bases']).hideHelp())
    .addHelpText(
      'after',
      `
Examples:
  source <(acequia completion bash)                                    in ~/.bashrc
  source <(acequia completion zsh)                                     in ~/.zshrc, after compinit
  acequia completion fish > ~/.config/fish/completions/acequia.fish`,
    )
    .action((shell: keyof typeof writers | undefined, { names }: CompletionOptions, command: Command) =>
      launch(command, async ({ openEngine, terminal, json }) => {
        if (names !== undefined) {
          const engine = await openEngine();
          const found = names === 'data-sources' ? await engine.dataSources() : await engine.knowledgeBases();
          if (json) return terminal.printJson({ names: found.map(({ name }) => name) });
          for (const { name } of found) terminal.print(name);
          return;
        }
        if (shell === undefined) throw usageError('Which shell?', `Name one: ${Object.keys(writers).join(', ')}.`);
        const script = writers[shell](describeCommands(program));
        if (json) return terminal.printJson({ shell, script });
        terminal.print(script.trimEnd());
      }),
    );
}
