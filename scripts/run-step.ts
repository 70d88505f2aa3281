import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';

export interface Step {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  /** `live`: what it writes is seen at once. `held`: shown only when it fails, so that steps may run side by side. */
  readonly output: 'live' | 'held';
}

export interface StepResult {
  readonly name: string;
  readonly seconds: number;
  readonly passed: boolean;
}

/** Runs a program of the repository's own dependencies from `root` to its end. Never throws for a failing program. */
export async function runStep(step: Step, root: string): Promise<StepResult> {
  const start = performance.now();
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
  const child = spawn(step.command, step.arguments, {
    cwd: root,
    env: { ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    stdio: step.output === 'live' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  let held = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      held += part;
    });
  }
  const passed = await once(child, 'close').then(
    ([code]) => code === 0,
    (error: unknown) => {
      held += `${error}\n`;
      return false;
    },
  );
  if (!passed) process.stderr.write(`\n--- ${step.name} failed ---\n${held.trimEnd()}\n`);
  return { name: step.name, seconds: (performance.now() - start) / 1000, passed };
}
