import type { Engine } from '@acequia/engine';
import type { ExitCode } from '../exit-code.ts';
import type { Terminal } from '../output/terminal.ts';

/** Options that every command has. */
export interface GlobalOptions {
  readonly workspace?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** What a command works with. */
export interface Session {
  readonly terminal: Terminal;
  readonly options: GlobalOptions;
  /** True: one JSON document on stdout and nothing else there. */
  readonly json: boolean;
  /** True: a person sits at a terminal and may be asked. */
  readonly interactive: boolean;
  /** Aborted by Ctrl-C: work ends at its next checkpoint. */
  readonly signal: AbortSignal;
  /** The workspace that was named or found. Throws `no_workspace`. It is closed when the command ends. */
  openEngine(workspace?: string): Promise<Engine>;
}

/** One command's work. Answers its exit code; nothing means that all went well. */
// biome-ignore lint/suspicious/noConfusingVoidType: most actions have nothing to answer
export type Action = (session: Session) => Promise<ExitCode | void>;
