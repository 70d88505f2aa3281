import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { SyncOutcome } from '@acequia/core';

/** What a child process syncs. */
export interface ChildOrder {
  /** Address of the module whose default export the connector is. */
  readonly connector: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly credentials: Readonly<Record<string, string>>;
  /** Bytes. */
  readonly maxSize: number;
}

/** How it went. */
export interface ChildAnswer extends Pick<SyncOutcome, 'status' | 'counts'> {
  /** Bytes of resident memory at most, beyond what the process had before. */
  readonly taken: number;
}

const run = promisify(execFile);

/** One full sync in a process of its own, whose heap is small: memory for contents is outside of it. */
export async function measureSync(order: ChildOrder): Promise<ChildAnswer> {
  const child = new URL('./sync-in-child.ts', import.meta.url).pathname;
  const flags = ['--conditions=acequia-source', '--max-old-space-size=256'];
  const { stdout } = await run(process.execPath, [...flags, child, JSON.stringify(order)], { timeout: 50_000 });
  return JSON.parse(stdout);
}
