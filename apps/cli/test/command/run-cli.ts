import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The command, from its sources. */
export const cliEntry = fileURLToPath(new URL('../../src/acequia.ts', import.meta.url));

/** Halves the time that a command needs to start from its sources. */
export const compileCache = join(tmpdir(), 'acequia-cli-test-cache');

export interface RunOptions {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What the command reads; nothing when absent. */
  readonly stdin?: string;
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a child process, from its sources. */
export function startCli(args: readonly string[], { cwd, environment, stdin }: RunOptions): ChildProcess {
  const { npm_lifecycle_event: _, FORCE_COLOR: __, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--conditions=acequia-source', cliEntry, ...args], {
    cwd,
    env: { ...inherited, NODE_COMPILE_CACHE: compileCache, ...environment },
    stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.end(stdin);
  return child;
}

/** Waits for the end of a command and answers all that it wrote. */
export async function finish(child: ChildProcess): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (part: string) => {
      written[name] += part;
    });
  }
  const [code] = await once(child, 'close');
  return { code, ...written };
}

export function runCli(args: readonly string[], options: RunOptions): Promise<Ran> {
  return finish(startCli(args, options));
}

/** Resolves at the first line on stdout that `wanted` accepts. Rejects when the command ends before. */
export async function waitForLine(child: ChildProcess, wanted: (line: string) => boolean): Promise<string> {
  let buffered = '';
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      buffered += part;
      const found = buffered.split('\n').slice(0, -1).find(wanted);
      if (found !== undefined) resolve(found);
    });
    child.once('close', () =>
      reject(new Error(`The command ended without the line that was waited for:\n${buffered}`)),
    );
  });
}
