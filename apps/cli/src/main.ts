import { setFlagsFromString } from 'node:v8';
import { runProgram } from './run-program.ts';
import { endWithClosedPipe } from './session/closed-pipe.ts';
import { endProcess } from './session/end-process.ts';

/** Sets this process up, and runs the command that the arguments say. */
export async function main(args: readonly string[]): Promise<void> {
  endWithClosedPipe();
  // Without it V8 collects late on machines with much free memory: a sync held half as much again (benchmarks/README.md).
  setFlagsFromString('--heap-growing-percent=60');
  await runProgram(args);
  await endProcess();
}
