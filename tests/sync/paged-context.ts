import type { OpenContext } from '@acequia/core';
import { createEgressPolicy, createHttpClient, createHttpHost } from '@acequia/http';
import { collectLogs } from '@acequia/testkit';
import { realClock } from './test-clock.ts';

/** Contexts for the paged source over the real guarded client. */
export function pagedContext(url: string, settings: Readonly<Record<string, number>> = {}): OpenContext {
  const host = createHttpHost({ egress: createEgressPolicy({ allowPrivate: true }), clock: realClock });
  const http = createHttpClient({ host, credential: 'test' });
  const refuse = async () => {
    throw new Error('not offered in this test');
  };
  return (own) => ({
    ...own,
    settings: { url, pageSize: 10, idsPageSize: 20, overlap: 5000, ...settings },
    credentials: async () => ({}),
    http,
    resolve: refuse,
    openPath: refuse,
    share: (_key, make) => make(),
    log: collectLogs(),
    clock: realClock,
  });
}
