import { type Child, startChild } from '../start-child.ts';

/** A line to a port of this machine. @param latency milliseconds from a request to its answer: half of it in each direction */
export function openSlowLine(port: number, latency: number): Promise<Child> {
  return startChild(new URL('./slow-line-process.ts', import.meta.url), [String(port), String(latency / 2)]);
}
