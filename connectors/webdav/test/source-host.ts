import { randomUUID } from 'node:crypto';
import type { Clock, Context, HttpRequest, OpenContext, SyncKind, SyncOptions, SyncOutcome } from '@acequia/core';
import { createEgressPolicy, createHttpClient, createHttpHost } from '@acequia/http';
import { onTestFinished } from 'vitest';
import { makeSqlitePlace } from '../../../tests/sync/make-place.ts';
import { openSyncFixture, type SyncFixture } from '../../../tests/sync/sync-fixture.ts';
import { realClock } from '../../../tests/sync/test-clock.ts';
import webdav from '../src/index.ts';
import { type Settings, settings } from '../src/settings.ts';

/** What is other than usual. */
export interface Wish {
  readonly settings?: Partial<Settings>;
  readonly password?: string;
}

/** Where a data source is. */
export interface SourceOptions {
  readonly url: string;
  readonly credentials: { readonly username: string; readonly password: string };
}

/** A data source with the real client, runner and store. */
export interface SourceHost {
  readonly fixture: SyncFixture;
  /** Requests as `PROPFIND` or `GET`, in their order; what is sent again counts again. */
  readonly sent: string[];
  /** Called before each request of the connector. */
  before: ((request: HttpRequest) => Promise<void>) | undefined;
  /** Lets retries become due. */
  advance(milliseconds: number): void;
  sync(kind?: SyncKind, options?: Partial<SyncOptions> & { readonly wish?: Wish }): Promise<SyncOutcome>;
  context(wish?: Wish): Context<Settings>;
}

/** Closed after the test. */
export async function openSourceHost({ url, credentials }: SourceOptions): Promise<SourceHost> {
  let offset = 0;
  const clock: Clock = { now: () => Date.now() + offset, sleep: realClock.sleep };
  const place = makeSqlitePlace();
  const fixture = await openSyncFixture({ url: place.url, connector: webdav, clock });
  const sent: string[] = [];
  // The client's pauses between tries cost no time.
  const egress = createEgressPolicy({ allowPrivate: true });
  const httpHost = createHttpHost({ egress, clock: { now: clock.now, sleep: async () => undefined } });
  const refuse = () => Promise.reject(new Error('WebDAV needs no such thing'));

  const openContext =
    ({ settings: input = {}, password = credentials.password }: Wish = {}): OpenContext =>
    (own) => {
      const { username } = credentials;
      const client = createHttpClient({
        host: httpHost,
        credential: randomUUID(),
        auth: { type: 'basic', username, password },
        onRequest: ({ method }) => sent.push(method),
        signal: own.signal,
      });
      const request = async (one: HttpRequest) => {
        await host.before?.(one);
        return client.request(one);
      };
      return {
        ...own,
        settings: settings.parse({ url, ...input }),
        credentials: async () => ({ username, password }),
        http: { request },
        resolve: refuse,
        openPath: refuse,
        share: refuse,
        log: fixture.log,
        clock,
      };
    };

  const host: SourceHost = {
    fixture,
    sent,
    before: undefined,
    advance: (milliseconds) => {
      offset += milliseconds;
    },
    sync: (kind = 'incremental', { wish, ...options } = {}) =>
      fixture.sync(kind, { openContext: openContext(wish), ...options }),
    context: (wish) =>
      openContext(wish)({
        signal: new AbortController().signal,
        known: async () => new Map(),
      }) as Context<Settings>,
  };
  onTestFinished(async () => {
    await fixture.close();
    await httpHost.close();
    await place.remove();
  });
  return host;
}
