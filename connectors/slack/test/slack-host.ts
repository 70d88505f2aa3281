import type { Clock, Context, HttpClient, OpenContext } from '@acequia/core';
import { createEgressPolicy, createHttpClient, createHttpHost } from '@acequia/http';
import { type CollectedLogs, collectLogs, type FakeOptions } from '@acequia/testkit';
import { realClock } from '../../../tests/sync/test-clock.ts';
import { type Settings, settings } from '../src/settings.ts';
import { type SlackFake, startFake } from './fake/index.ts';

/** A clock that a test moves on. */
export interface SteeredClock extends Clock {
  advance(milliseconds: number): void;
}

/** A fake with the real guarded client before it, and what a connector gets of a host. */
export interface SlackHost {
  readonly fake: SlackFake;
  /** For the runner: its sleeps are real. The client's waits move it on, and cost no time. */
  readonly clock: SteeredClock;
  readonly log: CollectedLogs;
  /** Contexts of one sync: what is shared there lives as long as they. */
  openContext(input?: Partial<Settings>, token?: string): OpenContext;
  context(input?: Partial<Settings>, own?: Partial<Context<Settings>>): Context<Settings>;
  close(): Promise<void>;
}

const start = Date.UTC(2026, 0, 1);

export async function openSlackHost(options: FakeOptions = {}): Promise<SlackHost> {
  let time = start;
  const clock: SteeredClock = {
    now: () => time,
    sleep: realClock.sleep,
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
  const fake = await startFake({ clock, ...options });
  const log = collectLogs();
  const leap = async (milliseconds: number) => clock.advance(milliseconds);
  const host = createHttpHost({
    egress: createEgressPolicy({ allowPrivate: true }),
    clock: { now: clock.now, sleep: leap },
  });

  function openHttp(token: string | undefined): HttpClient {
    const client = createHttpClient({
      host,
      credential: 'slack',
      auth: { type: 'token', token: token ?? fake.credentials().token ?? '' },
      credentialOrigins: [fake.url],
    });
    return {
      async request(request) {
        const asked = new URL(request.url);
        const url = new URL(asked.pathname + asked.search, fake.origins[asked.origin] ?? asked.origin);
        return client.request({ ...request, url });
      },
    };
  }

  function openContext(input: Partial<Settings> = {}, token?: string): OpenContext {
    const shared = new Map<string, Promise<{ close(): Promise<void> | void }>>();
    const http = openHttp(token);
    const refuse = () => Promise.reject(new Error('Slack needs no such thing'));
    return (own) => ({
      ...own,
      settings: settings.parse({ ...fake.settings, ...input }),
      credentials: async () => fake.credentials(),
      http,
      resolve: refuse,
      openPath: refuse,
      share<T extends { close(): Promise<void> | void }>(key: string, open: () => Promise<T>) {
        const known = shared.get(key) as Promise<T> | undefined;
        if (known) return known;
        const opened = open();
        shared.set(key, opened);
        opened.catch(() => shared.delete(key));
        return opened;
      },
      log,
      clock,
    });
  }

  return {
    fake,
    clock,
    log,
    openContext,
    context: (input, own) => ({
      ...(openContext(input)({
        signal: new AbortController().signal,
        known: async () => new Map(),
      }) as Context<Settings>),
      ...own,
    }),
    async close() {
      await fake.close();
      await host.close();
    },
  };
}

/** All that a stream gives. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of stream) found.push(item);
  return found;
}
