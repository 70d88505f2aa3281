import { AcequiaError, type ErrorKind, SourceError, type SyncLog } from '@acequia/engine';
import { describe, expect, it } from 'vitest';
import { type ExitCode, exitCodeOfError, exitCodeOfSync, worstExitCode } from '../src/exit-code.ts';

describe('the exit code of an error', () => {
  it.each<[string, ExitCode]>([
    ['usage', 2],
    ['not_found', 3],
    ['no_workspace', 3],
    ['needs_credentials', 4],
    ['sync_running', 5],
    ['canceled', 130],
    ['bad_config', 1],
    ['anything_else', 1],
  ])('%s is %i', (code, expected) => {
    expect(exitCodeOfError(new AcequiaError(code, 'It went wrong'))).toBe(expected);
  });

  it.each<[ErrorKind, ExitCode]>([
    ['auth', 4],
    ['rate-limited', 8],
    ['transient', 8],
    ['forbidden', 1],
    ['bad-settings', 1],
    ['not-found', 1],
  ])('of a source, %s is %i', (kind, expected) => {
    const until = kind === 'rate-limited' ? { until: 1 } : {};
    expect(exitCodeOfError(new SourceError(kind, 'It went wrong', until))).toBe(expected);
  });

  it('is 1 for what nobody threw on purpose', () => {
    expect(exitCodeOfError(new TypeError('x is not a function'))).toBe(1);
    expect(exitCodeOfError('text')).toBe(1);
  });
});

describe('the exit code of a sync', () => {
  const log = (status: SyncLog['status'], more: { errorKind?: string; withheld?: number } = {}) =>
    ({ status, errorKind: more.errorKind, counts: { withheld: more.withheld ?? 0 } }) as SyncLog;
  it.each<[ExitCode, SyncLog]>([
    [0, log('success')],
    [6, log('partial')],
    [7, log('success', { withheld: 3 })],
    [7, log('partial', { withheld: 3 })],
    [8, log('waiting')],
    [130, log('canceled')],
    [1, log('failed')],
    [1, log('failed', { errorKind: 'bad-response' })],
    [4, log('failed', { errorKind: 'auth' })],
    [8, log('failed', { errorKind: 'transient' })],
    [8, log('failed', { errorKind: 'rate-limited', withheld: 3 })],
  ])('is %i for %j', (expected, given) => {
    expect(exitCodeOfSync(given)).toBe(expected);
  });
});

describe('the exit code of several syncs', () => {
  it.each<[ExitCode, ExitCode[]]>([
    [0, []],
    [0, [0, 0]],
    [6, [0, 6]],
    [7, [6, 7]],
    [8, [7, 8, 6]],
    [4, [8, 4]],
    [1, [4, 1, 8]],
    [130, [1, 130]],
  ])('is %i for %j', (expected, codes) => {
    expect(worstExitCode(codes)).toBe(expected);
  });
});
