import { randomUUID } from 'node:crypto';
import type { AnyConnector } from '@acequia/core';
import { createExtractor } from '@acequia/extract';
import { createEgressPolicy, createHttpClient, createHttpHost } from '@acequia/http';
import { makeSqlitePlace } from '../sync/make-place.ts';
import { openSyncFixture } from '../sync/sync-fixture.ts';
import { realClock } from '../sync/test-clock.ts';
import type { ChildAnswer, ChildOrder } from './measure-sync.ts';
import { peakMemory } from './peak-memory.ts';

// One full sync with everything that a host has around it, and what it took at most.
const order: ChildOrder = JSON.parse(process.argv[2] ?? '');
const { default: connector }: { default: AnyConnector } = await import(order.connector);
const { credentials } = order;
const place = makeSqlitePlace();
const extractor = createExtractor({ workers: 1, maxBytes: 512 * 1024 * 1024 });
const fixture = await openSyncFixture({ url: place.url, connector, clock: realClock, extractor });
const http = createHttpHost({ egress: createEgressPolicy({ allowPrivate: true }), clock: realClock });
const settings: unknown = connector.settings.parse(order.settings);
const shares = new Map<string, Promise<{ close(): Promise<void> | void }>>();
const { username, password } = credentials;
const auth =
  username !== undefined && password !== undefined ? { type: 'basic' as const, username, password } : undefined;

const before = peakMemory();
const { status, counts } = await fixture.sync('full', {
  filters: { maxSize: order.maxSize },
  openContext: (own) => ({
    ...own,
    settings,
    credentials: async () => credentials,
    http: createHttpClient({ host: http, credential: randomUUID(), signal: own.signal, ...(auth && { auth }) }),
    resolve: async (host, port) => ({ address: '127.0.0.1', family: 4, host, port }),
    openPath: () => Promise.reject(new Error('Not for folders')),
    share<T extends { close(): Promise<void> | void }>(key: string, open: () => Promise<T>) {
      const opened = (shares.get(key) as Promise<T> | undefined) ?? open();
      shares.set(key, opened);
      return opened;
    },
    log: fixture.log,
    clock: realClock,
  }),
});
const answer: ChildAnswer = {
  status,
  counts,
  taken: peakMemory() - before,
};
process.stdout.write(JSON.stringify(answer));
for (const share of shares.values()) await (await share).close();
await http.close();
await extractor.close();
await fixture.close();
await place.remove();
