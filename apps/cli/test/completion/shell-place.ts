import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { cliEntry, compileCache } from '../command/run-cli.ts';
import { runHere } from '../command/run-here.ts';
import { TemporaryWorkspace } from '../command/temporary-workspace.ts';

/** A workspace with odd names, and the command on the PATH of a shell in it. */
export class ShellPlace extends TemporaryWorkspace {
  readonly environment: NodeJS.ProcessEnv;

  constructor() {
    super(
      (documents) => `data_sources:
  - { name: team share, knowledge_base: handbook, type: folder, settings: { path: ${JSON.stringify(documents)} } }
  - { name: "it's $HOME", knowledge_base: 手引き, type: folder, settings: { path: ${JSON.stringify(documents)} } }
`,
    );
    this.write('bin/acequia', `#!/bin/sh\nexec '${process.execPath}' --conditions=acequia-source '${cliEntry}' "$@"\n`);
    chmodSync(join(this.folder, 'bin/acequia'), 0o755);
    this.environment = {
      ...process.env,
      PATH: `${join(this.folder, 'bin')}:${process.env.PATH}`,
      HOME: this.folder,
      NODE_COMPILE_CACHE: compileCache,
    };
  }

  /** Applies the configuration and writes the script of a shell to `completion`. */
  async prepare(shell: 'bash' | 'zsh' | 'fish'): Promise<string> {
    await runHere(['apply'], { cwd: this.folder });
    const { stdout } = await runHere(['completion', shell], { cwd: this.folder });
    this.write('completion', stdout);
    return join(this.folder, 'completion');
  }
}
