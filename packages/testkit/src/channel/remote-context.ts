import type { Context, HttpRequest, HttpResponse, Logger } from '@acequia/core';
import type { TimedAnswer } from './serve-context.ts';
import { drawFrom } from './streams.ts';
import type { Wire } from './wire.ts';

type Closable = { close(): Promise<void> | void };

/** Connections of the connector's side, by number; the host decides when they are opened and closed. */
export class Shares {
  readonly #shares = new Map<number, Closable>();
  #next = 0;

  add(share: Closable): number {
    this.#shares.set(++this.#next, share);
    return this.#next;
  }

  get(id: number): Closable | undefined {
    return this.#shares.get(id);
  }

  async close(id: number): Promise<void> {
    await this.#shares.get(id)?.close();
    this.#shares.delete(id);
  }
}

export interface RemoteContextOptions {
  readonly wire: Wire;
  readonly settings: unknown;
  readonly signal: AbortSignal;
  /** Time at the start of the call; every answer tells it again. */
  readonly now: number;
  readonly shares: Shares;
  /** How the connection of a key is opened, while the host asks for it. */
  readonly openers: Map<string, () => Promise<Closable>>;
}

/** The connector's side of a context: everything that it offers goes over the wire. */
export function createRemoteContext(options: RemoteContextOptions): Context<unknown> {
  const { wire, settings, signal, shares, openers } = options;
  let { now } = options;

  async function ask<T>(name: string, ...args: readonly unknown[]): Promise<T> {
    const answer = await wire.call<TimedAnswer>(name, ...args);
    now = answer.now;
    return answer.value as T;
  }

  const log =
    (level: keyof Logger) =>
    (message: string, fields?: Readonly<Record<string, unknown>>): void => {
      void wire.call('log', level, message, fields);
    };

  return {
    settings,
    signal,
    credentials: () => ask('credentials'),
    resolve: (host, port) => ask('resolve', host, port),
    openPath: (path) => ask('openPath', path),
    known: (ids) => ask('known', ids),
    clock: { now: () => now, sleep: (milliseconds) => ask('sleep', milliseconds) },
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    async share<T extends Closable>(key: string, open: () => Promise<T>): Promise<T> {
      openers.set(key, open);
      return shares.get(await ask<number>('share', key)) as T;
    },
    http: {
      async request(request) {
        const plain: HttpRequest = { ...request, url: String(request.url) };
        const { id, ...rest } = await ask<Pick<HttpResponse, 'status' | 'headers' | 'url'> & { id: number }>(
          'request',
          plain,
        );
        return {
          ...rest,
          json: () => ask('json', id),
          text: () => ask('text', id),
          bytes: () => ask('bytes', id),
          async *stream() {
            yield* drawFrom<Uint8Array>({ call: ask }, 'chunk', await ask<number>('stream', id));
          },
          discard: () => ask('discard', id),
        };
      },
    },
  };
}
