import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ChildResult, ChildTask } from './sync-child.ts';

/** How a child ended. */
export interface ChildEnd {
  readonly killed: boolean;
  /** What it printed last; absent when it was killed. */
  readonly result?: ChildResult;
  readonly errors: string;
}

/** One sync in a process of its own. */
export interface Child {
  readonly process: ChildProcess;
  /** It came to its failpoint and was stopped there. */
  readonly stopped: Promise<void>;
  /** Wakes it up. */
  wake(): void;
  readonly end: Promise<ChildEnd>;
}

/** Starts one sync in a process of its own. */
export function startChild(task: ChildTask): Child {
  const file = new URL('./sync-child.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--conditions=acequia-source', file, JSON.stringify(task)], {
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    // Most of a child's life is loading: this makes it half.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'acequia-compile-cache') },
  });
  const read = (stream: Readable | null) => (stream ? text(stream) : '');
  const end = Promise.all([once(child, 'close'), read(child.stdout), read(child.stderr)]).then(
    ([[, signal], output, errors]): ChildEnd => ({
      killed: signal === 'SIGKILL',
      ...(output !== '' && { result: JSON.parse(output) }),
      errors,
    }),
  );
  return {
    process: child,
    stopped: once(child, 'message').then(() => void child.kill('SIGSTOP')),
    wake() {
      child.kill('SIGCONT');
      child.stdin?.end('.');
    },
    end,
  };
}

/** Runs one sync in a process of its own, to its end. */
export function runChild(task: ChildTask): Promise<ChildEnd> {
  return startChild(task).end;
}
