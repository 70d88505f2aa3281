import type { Clock } from '@acequia/core';
import { onTestFinished } from 'vitest';
import {
  createEgressPolicy,
  createHttpClient,
  createHttpHost,
  type EgressPolicy,
  type GuardedHttpClient,
  type HttpClientOptions,
  type HttpHost,
} from '../../src/index.ts';
import { JumpingClock } from './controlled-clock.ts';

export interface MakeHostOptions {
  readonly clock?: Clock;
  readonly egress?: EgressPolicy;
  readonly connectTimeout?: number;
  readonly connections?: number;
}

/** A host that may reach this machine, closed when the test ends. */
export function makeHost(options: MakeHostOptions = {}): HttpHost {
  const host = createHttpHost({
    clock: options.clock ?? new JumpingClock(),
    egress: options.egress ?? createEgressPolicy({ allowPrivate: true }),
    ...(options.connectTimeout !== undefined && { connectTimeout: options.connectTimeout }),
    ...(options.connections !== undefined && { connections: options.connections }),
  });
  onTestFinished(() => host.close());
  return host;
}

export function makeClient(options: Partial<HttpClientOptions> = {}): GuardedHttpClient {
  return createHttpClient({ host: options.host ?? makeHost(), credential: 'c', random: () => 0.5, ...options });
}
