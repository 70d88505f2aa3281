import type { Clock, Context, HttpClient, KnownDocument } from '@acequia/core';
import { collectLogs } from '../../src/index.ts';

export interface TestContextOptions<S> {
  readonly settings: S;
  readonly http?: HttpClient;
  readonly known?: (ids: readonly string[]) => ReadonlyMap<string, KnownDocument>;
}

export function createTestContext<S>(options: TestContextOptions<S>): Context<S> {
  const refuse = () => Promise.reject(new Error('not to be used'));
  const clock: Clock = { now: () => Number.NaN, sleep: refuse };
  return {
    settings: options.settings,
    credentials: refuse,
    http: options.http ?? { request: refuse },
    resolve: refuse,
    openPath: refuse,
    share: refuse,
    known: async (ids) => options.known?.(ids) ?? new Map(),
    log: collectLogs(),
    clock,
    signal: new AbortController().signal,
  };
}
