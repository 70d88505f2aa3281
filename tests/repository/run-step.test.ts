import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { describeTimes } from '../../scripts/describe-times.ts';
import { runStep, type Step } from '../../scripts/run-step.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('runStep', () => {
  it('passes when the program does, and keeps its output to itself', async () => {
    const written = captureErrors();
    const result = await runStep(step(process.execPath, ['-e', 'console.log("noise")']), tmpdir());
    expect(result).toMatchObject({ name: 'a step', passed: true });
    expect(written()).toBe('');
  });

  it('shows what a failing program wrote on both streams', async () => {
    const written = captureErrors();
    const script = 'console.log("said"); console.error("complained"); process.exitCode = 3';
    const result = await runStep(step(process.execPath, ['-e', script]), tmpdir());
    expect(result.passed).toBe(false);
    expect(written()).toMatch(/a step failed.*(said.*complained|complained.*said)/s);
  });

  it('fails for a program that was killed and for one that does not exist', async () => {
    const written = captureErrors();
    const killed = await runStep(step(process.execPath, ['-e', 'process.kill(process.pid, "SIGKILL")']), tmpdir());
    const missing = await runStep(step('no-such-program', []), tmpdir());
    expect([killed.passed, missing.passed]).toEqual([false, false]);
    expect(written()).toContain('ENOENT');
  });
});

describe('describeTimes', () => {
  it('lists steps in order and the slowest files first', () => {
    const steps = [
      { name: 'build', seconds: 1.26, passed: true },
      { name: 'types', seconds: 100, passed: false },
    ];
    const file = (name: string, endTime: number) => ({
      name: `/root/${name}`,
      status: 'passed',
      startTime: 0,
      endTime,
      assertionResults: [],
    });
    const text = describeTimes(steps, { testResults: [file('quick.ts', 10), file('slow.ts', 2000)] }, '/root');
    expect(text).toMatch(
      /1\.3 s {2}build\n +100\.0 s {2}types {2}FAILED\n.*\n +2\.0 s {2}slow\.ts\n +0\.0 s {2}quick\.ts\n/,
    );
    expect(describeTimes(steps, undefined, '/root')).not.toContain('Slowest');
  });
});

function step(command: string, given: string[]): Step {
  return { name: 'a step', command, arguments: given, output: 'held' };
}

function captureErrors(): () => string {
  let text = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((part) => {
    text += String(part);
    return true;
  });
  return () => text;
}
