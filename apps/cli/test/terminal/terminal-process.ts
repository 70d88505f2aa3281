import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { findPrograms } from '../../../../tests/servers/find-programs.ts';

export interface TerminalOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Default 100. */
  readonly columns?: number;
}

/** Keys as a terminal sends them. */
export const keys = {
  enter: '\r',
  down: '\u001b[B',
  up: '\u001b[A',
  space: ' ',
  tab: '\t',
  backspace: '\u007f',
  ctrlC: '\u0003',
} as const;

const quote = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

/** A program in a pseudo-terminal of its own, with a person at its keyboard. */
export class TerminalProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number>;
  #text = '';
  #seen = 0;
  #changed = Promise.withResolvers<void>();

  constructor(command: readonly string[], { cwd, env, columns = 100 }: TerminalOptions) {
    const [script = ''] = findPrograms({
      what: 'script',
      programs: ['script'],
      packages: ['bsdutils'],
      otherwise: 'which gives these tests a terminal.',
    });
    const line = `stty cols ${columns} rows 40; exec ${command.map(quote).join(' ')}`;
    this.#child = spawn(script, ['--quiet', '--flush', '--return', '--command', line, '/dev/null'], {
      cwd,
      env: { ...env, TERM: 'xterm', SHELL: '/bin/sh' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      this.#text += part;
      this.#notify();
    });
    this.#ended = once(this.#child, 'close').then(([code]) => {
      this.#notify();
      return code;
    });
  }

  #notify(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** Everything that was shown, without what moves or colours it. */
  get text(): string {
    return stripVTControlCharacters(this.#text).replaceAll('\r', '');
  }

  type(...typed: readonly string[]): void {
    this.#child.stdin?.write(typed.join(''));
  }

  /** Waits until a text shows up behind what was waited for before. Rejects when the program ends without it. */
  async waitFor(wanted: string): Promise<void> {
    let ended = false;
    const end = this.#ended.then(() => {
      ended = true;
    });
    for (;;) {
      const found = this.text.indexOf(wanted, this.#seen);
      if (found >= 0) {
        this.#seen = found + wanted.length;
        return;
      }
      if (ended) throw new Error(`It ended without "${wanted}". It showed:\n${this.text}`);
      await Promise.race([this.#changed.promise, end]);
    }
  }

  /** The exit code. */
  async end(): Promise<number> {
    return this.#ended;
  }

  /** Takes the terminal away. */
  async close(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
