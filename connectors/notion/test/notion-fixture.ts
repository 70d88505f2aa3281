import {
  type Context,
  type HttpClient,
  type KnownDocument,
  type OpenContext,
  type Pick,
  runSync,
  type SyncKind,
  type SyncOutcome,
} from '@acequia/core';
import { createEgressPolicy, createHttpClient, createHttpHost, type RequestAuth } from '@acequia/http';
import {
  collectLogs,
  createManualClock,
  createMemoryStore,
  type ManualClock,
  type MemoryStore,
} from '@acequia/testkit';
import connector from '../src/index.ts';
import { type Settings, settings } from '../src/settings.ts';
import { type FakeNotion, startFake } from './fake/index.ts';

/** The connector with its fake, the host's real HTTP client and the model of a store. */
export interface NotionFixture {
  readonly fake: FakeNotion;
  readonly clock: ManualClock;
  readonly store: MemoryStore;
  readonly log: ReturnType<typeof collectLogs>;
  context(known?: ReadonlyMap<string, KnownDocument>): Context<Settings>;
  readonly openContext: OpenContext;
  /** With the model of a store. */
  sync(kind?: SyncKind, picks?: readonly Pick[]): Promise<SyncOutcome>;
  close(): Promise<void>;
}

const refuse = () => Promise.reject(new Error('Notion needs no such thing'));

export async function openNotion(
  options: { documents?: number; settings?: Partial<Settings>; token?: string } = {},
): Promise<NotionFixture> {
  const clock = createManualClock();
  const fake = await startFake({ documents: options.documents ?? 20, clock });
  const host = createHttpHost({ egress: createEgressPolicy({ allowPrivate: true }), clock });
  const log = collectLogs();
  const store = createMemoryStore(clock);
  const clientFor = (auth: RequestAuth) =>
    createHttpClient({ host, credential: 'test', auth, random: () => 0, limits: { attempts: 1, shortWait: 0 } });
  const anonymous = clientFor({ type: 'none' });
  const http: HttpClient = {
    request(request) {
      const url = new URL(request.url);
      const signed = connector.origins?.includes(url.origin);
      const { token = '' } = fake.credentials();
      const client = signed ? clientFor({ type: 'token', token: options.token ?? token }) : anonymous;
      return client.request({
        ...request,
        url: (fake.origins[url.origin] ?? 'http://nowhere.invalid') + url.pathname + url.search,
      });
    },
  };
  const shared = new Map<string, Promise<unknown>>();
  const parsed = settings.parse({ ...fake.settings, ...options.settings });
  const context = (own: Partial<Context<unknown>> = {}): Context<Settings> => ({
    settings: parsed,
    credentials: async () => fake.credentials(),
    http,
    resolve: refuse,
    openPath: refuse,
    share<T>(key: string, open: () => Promise<T>): Promise<T> {
      const opened = (shared.get(key) as Promise<T> | undefined) ?? open();
      shared.set(key, opened);
      return opened;
    },
    known: own.known ?? (async () => new Map()),
    log,
    clock,
    signal: own.signal ?? new AbortController().signal,
  });
  return {
    fake,
    clock,
    store,
    log,
    openContext: context,
    context: (known) => context(known && { known: async () => known }),
    async sync(kind = 'incremental', picks = []) {
      shared.clear();
      store.beginSync();
      return runSync({
        connector,
        store,
        extractor: {
          revision: 'as it is',
          extract: async ({ bytes, mime = 'text/plain' }) => ({
            markdown: Buffer.from(bytes).toString(),
            mime,
            warnings: [],
          }),
          close: async () => undefined,
        },
        clock,
        log,
        openContext: context,
        kind,
        picks,
        filters: {},
        settingsRevision: '',
        basis: JSON.stringify(picks),
        signal: new AbortController().signal,
      });
    },
    async close() {
      await fake.close();
      await host.close();
    },
  };
}
