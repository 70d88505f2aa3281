import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { ChildTask } from './sync-child.ts';

/** How a child ended. */
export interface ChildEnd {
  readonly killed: boolean;
  /** What it printed last; absent when it was killed. */
  readonly result?: { readonly points: number; readonly status: string; readonly error?: { readonly message: string } };
  readonly errors: string;
}

/** Starts one sync in a process of its own. */
export function startChild(task: ChildTask): { readonly process: ChildProcess; readonly end: Promise<ChildEnd> } {
  const file = new URL('./sync-child.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--conditions=acequia-source', file, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[, signal], output, errors]): ChildEnd => ({
      killed: signal === 'SIGKILL',
      ...(output.trim() !== '' && { result: JSON.parse(output) }),
      errors,
    }),
  );
  return { process: child, end };
}

/** Runs one sync in a process of its own, to its end. */
export function runChild(task: ChildTask): Promise<ChildEnd> {
  return startChild(task).end;
}
