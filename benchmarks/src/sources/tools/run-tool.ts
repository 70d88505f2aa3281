import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ToolCommand } from './tool.ts';

/** What a run of a tool cost, its start included. Without GNU time nobody knows processor time and memory. */
export interface ToolCost {
  readonly wallMs: number;
  readonly cpuMs?: number;
  readonly peakRssMb?: number;
}

/** @param time path of GNU time @param folder for what that writes */
export async function runTool(
  { command, env = {} }: ToolCommand,
  time: string | undefined,
  folder: string,
): Promise<ToolCost> {
  const report = join(folder, 'time.txt');
  const [program = '', ...flags] = [...(time ? [time, '--format', '%U %S %M', '--output', report] : []), ...command];
  const startedAt = performance.now();
  const child = spawn(program, flags, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  const [[code], complaint] = await Promise.all([once(child, 'close'), text(child.stderr)]);
  const wallMs = performance.now() - startedAt;
  if (code !== 0) throw new Error(`${command[0]} ended with ${code}: ${complaint.slice(-2000)}`);
  if (!time) return { wallMs };
  const [user = 0, system = 0, kibibytes = 0] = (await readFile(report, 'utf8')).split(' ').map(Number);
  return { wallMs, cpuMs: (user + system) * 1000, peakRssMb: kibibytes / 1024 };
}
