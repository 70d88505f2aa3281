import { hash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Context,
  type Extractor,
  type Filters,
  type Pick,
  runSync,
  type SyncKind,
  type SyncOutcome,
} from '@acequia/core';
import { createEgressPolicy, createHttpClient, createHttpHost, type HostAddress } from '@acequia/http';
import { collectLogs, createMemoryStore, type MemoryStore } from '@acequia/testkit';
import { onTestFinished } from 'vitest';
import connector from '../src/index.ts';
import { type Settings, settings } from '../src/settings.ts';

export interface S3HostOptions {
  /** As a user gives them. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly credentials?: () => Readonly<Record<string, string>>;
  /** Milliseconds since 1970. Default: the machine's. */
  readonly now?: () => number;
  /** Default: the system's resolver. */
  readonly lookup?: (name: string) => Promise<readonly HostAddress[]>;
  /** Default: that of this package. */
  readonly connector?: typeof connector;
  /** After each exchange with a server. */
  readonly onRequest?: () => void;
}

/** The real runner and guarded client around the connector; waits of the client cost no time. */
export interface S3Host {
  readonly store: MemoryStore;
  readonly log: ReturnType<typeof collectLogs>;
  picks: readonly Pick[];
  context(): Context<Settings>;
  sync(kind?: SyncKind, options?: { readonly filters?: Filters }): Promise<SyncOutcome>;
}

/** Keeps text as it is and of other bytes their number and digest. */
const extractor: Extractor = {
  revision: 'test',
  async extract({ bytes, mime = 'text/plain' }) {
    const markdown = bytes.length < 10_000 ? Buffer.from(bytes).toString() : `${bytes.length} ${hash('sha256', bytes)}`;
    return { markdown, mime, warnings: [] };
  },
  async close() {},
};

export function openS3Host(options: S3HostOptions): S3Host {
  let waited = 0;
  const now = () => (options.now ?? Date.now)() + waited;
  const clock = {
    now,
    sleep: async (milliseconds: number) => {
      waited += milliseconds;
    },
  };
  const http = createHttpHost({
    egress: createEgressPolicy({ allowPrivate: true, ...(options.lookup && { lookup: options.lookup }) }),
    clock,
  });
  onTestFinished(() => http.close());
  const log = collectLogs();
  const store = createMemoryStore(clock);
  const never = () => Promise.reject(new Error('S3 needs no such thing'));

  function openContext(shared: Map<string, Promise<unknown>>) {
    return (own: OwnMembers): Context<Settings> => ({
      ...own,
      settings: settings.parse(options.settings),
      credentials: async () => options.credentials?.() ?? {},
      http: createHttpClient({
        host: http,
        credential: 's3',
        signal: own.signal,
        random: () => 0,
        ...(options.onRequest && { onRequest: options.onRequest }),
      }),
      resolve: never,
      openPath: never,
      share<T extends { close(): Promise<void> | void }>(key: string, open: () => Promise<T>) {
        const opened = shared.get(key) ?? open();
        shared.set(key, opened);
        return opened as Promise<T>;
      },
      log,
      clock: { ...clock, sleep: never },
    });
  }

  const host: S3Host = {
    store,
    log,
    picks: [],
    context: () => openContext(new Map())({ signal: new AbortController().signal, known: async () => new Map() }),
    sync(kind = 'incremental', { filters = {} } = {}) {
      store.beginSync();
      return runSync({
        connector: (options.connector ?? connector) as never,
        store,
        extractor,
        // The heartbeat must not run in circles.
        clock: { now, sleep: (milliseconds, aborted) => delay(milliseconds, undefined, { signal: aborted }) },
        log,
        kind,
        picks: host.picks,
        filters: { maxSize: 200 * 1024 * 1024, ...filters },
        settingsRevision: '',
        basis: JSON.stringify(host.picks),
        signal: new AbortController().signal,
        openContext: openContext(new Map()),
      });
    },
  };
  return host;
}

type OwnMembers = globalThis.Pick<Context<Settings>, 'known' | 'signal'>;

/** What is stored, by id: the text, or of containers a slash. */
export function contentsOf({ store }: S3Host): Record<string, string | undefined> {
  return Object.fromEntries(
    [...store.documents()].map(([id, { container, markdown }]) => [id, container ? '/' : markdown]),
  );
}

export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  return Array.fromAsync(stream);
}
