import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { findTool } from './find-tool.ts';
import type { ReadyTool } from './prepare-tools.ts';

/** What a run of a tool cost, its start included. Without GNU time nobody knows processor time and memory. */
export interface ToolCost {
  readonly wallMs: number;
  readonly cpuMs?: number;
  readonly peakRssMb?: number;
}

/** Throws when the tool fails, or leaves another number of files than there are documents. */
export async function runTool(
  { tool, command, env = {}, folder }: ReadyTool,
  { documents, install }: { readonly documents: number; readonly install: boolean },
): Promise<ToolCost> {
  const time = findTool({ program: 'time' }, install);
  const report = join(folder, 'time.txt');
  const [program = '', ...flags] = [...(time ? [time, '--format', '%U %S %M', '--output', report] : []), ...command];
  const startedAt = performance.now();
  const child = spawn(program, flags, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  const [[code], complaint] = await Promise.all([once(child, 'close'), text(child.stderr)]);
  const wallMs = performance.now() - startedAt;
  const copied = tool.writes === undefined ? await countFiles(join(folder, 'files')) : documents;
  if (code !== 0 || copied !== documents) {
    throw new Error(
      `${tool.program} ended with ${code} and ${copied} of ${documents} files: ${complaint.slice(-2000)}`,
    );
  }
  if (!time) return { wallMs };
  const [user = 0, system = 0, kibibytes = 0] = (await readFile(report, 'utf8')).split(' ').map(Number);
  return { wallMs, cpuMs: (user + system) * 1000, peakRssMb: kibibytes / 1024 };
}

async function countFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).length;
}
