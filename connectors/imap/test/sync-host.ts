import { type Context, runSync, type Slice, type SyncKind, type SyncOptions, type SyncOutcome } from '@acequia/core';
import { createExtractor } from '@acequia/extract';
import { collectLogs, createMemoryStore, type MemoryStore } from '@acequia/testkit';
import { realClock } from '../../../tests/sync/test-clock.ts';
import imap from '../src/index.ts';
import { type Settings, settings } from '../src/settings.ts';

export interface SyncHostOptions {
  /** As a user would give them; what is missing: localhost, without encryption. */
  readonly settings: { readonly port: number } & Partial<Settings>;
  readonly credentials: Readonly<Record<string, string>>;
}

/** The runner with a store in memory around the connector and a real server. */
export interface SyncHost {
  readonly store: MemoryStore;
  sync(kind?: SyncKind, options?: Partial<SyncOptions>): Promise<SyncOutcome>;
  /** For single calls; what it opened is closed with the host. */
  context(): Context<Settings>;
  slices(): Promise<Slice[]>;
  /** Titles of live documents that are no folders, sorted. */
  titles(): string[];
  /** The markdown of the document with this title; undefined: none, or not read. */
  text(title: string): string | undefined;
  close(): Promise<void>;
}

type Shares = Map<string, Promise<{ close(): Promise<void> | void }>>;

export function openSyncHost(options: SyncHostOptions): SyncHost {
  const store = createMemoryStore(realClock);
  const extractor = createExtractor({ workers: 1 });
  const log = collectLogs();
  const own: Shares = new Map();
  const parsed = settings.parse({ host: 'localhost', security: 'none', timeoutSeconds: 5, ...options.settings });

  function openContext(given: Pick<Context<unknown>, 'known' | 'signal'>, shares: Shares): Context<Settings> {
    return {
      ...given,
      settings: parsed,
      credentials: async () => options.credentials,
      http: { request: () => Promise.reject(new Error('IMAP needs no HTTP')) },
      resolve: async (host, port) => ({ address: '127.0.0.1', family: 4, host, port }),
      openPath: () => Promise.reject(new Error('IMAP needs no paths')),
      share<T extends { close(): Promise<void> | void }>(key: string, open: () => Promise<T>) {
        const opened = (shares.get(key) as Promise<T> | undefined) ?? open();
        shares.set(key, opened);
        return opened;
      },
      log,
      clock: realClock,
    };
  }

  async function closeAll(shares: Shares): Promise<void> {
    for (const share of shares.values()) await (await share).close();
    shares.clear();
  }

  const context = () => openContext({ known: async () => new Map(), signal: new AbortController().signal }, own);
  const rows = () => [...store.documents().values()].filter(({ container }) => !container);
  return {
    store,
    context,
    async sync(kind = 'incremental', more = {}) {
      store.beginSync();
      if (kind === 'full') for (const slice of store.cursors().keys()) store.setCursor(slice, null);
      const shares: Shares = new Map();
      try {
        return await runSync({
          connector: imap as unknown as SyncOptions['connector'],
          store,
          extractor,
          clock: realClock,
          log,
          kind,
          picks: [],
          filters: {},
          settingsRevision: '',
          basis: '',
          signal: new AbortController().signal,
          openContext: (given) => openContext(given, shares),
          ...more,
        });
      } finally {
        await closeAll(shares);
      }
    },
    slices: () => Array.fromAsync(imap.slices?.(context(), []) ?? []),
    titles: () =>
      rows()
        .map(({ title }) => title)
        .sort(),
    text: (title) => rows().find((row) => row.title === title)?.markdown,
    async close() {
      await closeAll(own);
      await extractor.close();
    },
  };
}
