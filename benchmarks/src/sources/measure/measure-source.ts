import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { SourceCost, SourceMeasurement } from './source-measurement.ts';

const program = new URL('./measured-source-process.ts', import.meta.url).pathname;

/** Measures in a process of its own, so that nothing else is in its memory. Of the packages it takes what was built. @param flags of Node */
export async function measureSource(measurement: SourceMeasurement, flags: readonly string[]): Promise<SourceCost> {
  const options = ['--disable-warning=ExperimentalWarning', ...flags];
  const child = spawn(process.execPath, [...options, program, JSON.stringify(measurement)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [[code, signal], output] = await Promise.all([once(child, 'close'), text(child.stdout)]);
  const { side, type } = measurement;
  if (code !== 0) throw new Error(`The sync of ${type} by ${side} ended with ${signal ?? code}`);
  return JSON.parse(output);
}
