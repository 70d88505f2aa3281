import { setTimeout as wait } from 'node:timers/promises';
import type { Clock, Logger, OpenContext } from '@acequia/core';
import { createEgressPolicy, createHttpClient, createHttpHost } from '@acequia/http';
import { pageSize } from '../source/page-size.ts';

export const clock: Clock = {
  now: Date.now,
  sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
};

const ignore = () => undefined;

/** Errors are in the outcome. */
export const silent: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };

const refuse = async () => {
  throw new Error('The paged source does not need this');
};

/** Contexts for the paged connector over the guarded client, as the engine makes them. */
export function openPagedContext(url: string): OpenContext {
  const host = createHttpHost({ egress: createEgressPolicy({ allowPrivate: true }), clock });
  const http = createHttpClient({ host, credential: 'benchmark' });
  return (own) => ({
    ...own,
    settings: { url, pageSize, idsPageSize: 5000, overlap: 5000 },
    credentials: async () => ({}),
    http,
    resolve: refuse,
    openPath: refuse,
    share: refuse,
    log: silent,
    clock,
  });
}
