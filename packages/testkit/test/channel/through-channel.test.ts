import { type AnyConnector, type Context, describeError, SourceError } from '@acequia/core';
import { describe, expect, it } from 'vitest';
import { throughChannel } from '../../src/index.ts';
import { healthyConnector } from '../conformance/bugs/plant.ts';
import { createTestContext } from '../harness/test-context.ts';

const slice = { id: 'feed-0', roots: [] };

function remote(members: Partial<AnyConnector>): AnyConnector {
  return throughChannel({ ...healthyConnector(), ...members });
}

function contextOf(own: Partial<Context<unknown>> = {}): Context<unknown> {
  const clock = { now: () => 1000, sleep: async () => undefined };
  return { ...createTestContext({ settings: { a: 1 } }), clock, ...own };
}

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const elements: T[] = [];
  for await (const element of stream) elements.push(element);
  return elements;
}

describe('a connector on the other side of a channel', () => {
  it('gives bodies of text, bytes and streams', async () => {
    async function* chunks() {
      yield Uint8Array.of(1);
      yield Uint8Array.of(2, 3);
    }
    const bodies = { text: 'ä', bytes: Uint8Array.of(9), stream: chunks() };
    const connector = remote({
      async *fetchContent(_, wanted) {
        for (const { id } of wanted) yield { id, body: bodies[id as keyof typeof bodies] };
      },
    });
    const wanted = Object.keys(bodies).map((id) => ({ id }));
    const fetched = [];
    for await (const one of connector.fetchContent?.(contextOf(), wanted) ?? []) {
      const body = 'body' in one ? one.body : undefined;
      const streamed = typeof body === 'object' && Symbol.asyncIterator in body;
      fetched.push([one.id, streamed ? await collect(body) : body]);
    }
    expect(fetched).toEqual([
      ['text', 'ä'],
      ['bytes', Uint8Array.of(9)],
      ['stream', [Uint8Array.of(1), Uint8Array.of(2, 3)]],
    ]);
  });

  it('closes what its host stops reading', async () => {
    const closed = Promise.withResolvers<string>();
    const connector = remote({
      async *read() {
        try {
          for (;;) yield { type: 'complete' };
        } finally {
          closed.resolve('closed');
        }
      },
    });
    for await (const _ of connector.read(contextOf(), slice, null)) break;
    expect(await closed.promise).toBe('closed');
  });

  it('keeps the kinds of errors, with their times, buckets and remedies', async () => {
    const connector = remote({
      async *read() {
        yield { type: 'complete' };
        throw new SourceError('rate-limited', 'Later.', { until: 5, bucket: 'listing', remedy: 'Wait.' });
      },
      validate: async () => {
        throw new TypeError('a mistake');
      },
    });
    const error = await collect(connector.read(contextOf(), slice, null)).catch(describeError);
    expect(error).toEqual({ kind: 'rate-limited', message: 'Later.', until: 5, bucket: 'listing', remedy: 'Wait.' });
    await expect(connector.validate(contextOf())).rejects.toMatchObject({ kind: 'internal', message: 'a mistake' });
  });

  it('cannot yield what is no data', async () => {
    const connector = remote({
      async *read() {
        yield { type: 'upsert', document: { id: 'a', title: 'A', fields: { call: (() => 1) as never } } };
      },
    });
    await expect(collect(connector.read(contextOf(), slice, null))).rejects.toMatchObject({ kind: 'internal' });
  });

  it('opens shared connections where it is, once, and closes them when the host does', async () => {
    const opened: string[] = [];
    const shares = new Map<string, Promise<{ close(): Promise<void> | void }>>();
    const context = contextOf({
      share: async <T extends { close(): Promise<void> | void }>(key: string, open: () => Promise<T>) => {
        const share = shares.get(key) ?? open();
        shares.set(key, share);
        return share as Promise<T>;
      },
    });
    const connector = remote({
      async validate({ share }) {
        const connection = await share('mail', async () => {
          opened.push('opened');
          return { greet: () => 'hello', close: () => void opened.push('closed') };
        });
        return [{ name: 'greeting', ok: true, message: connection.greet() }];
      },
    });
    for (let count = 0; count < 2; count++) {
      expect(await connector.validate(context)).toEqual([{ name: 'greeting', ok: true, message: 'hello' }]);
    }
    for (const share of shares.values()) await (await share).close();
    expect(opened).toEqual(['opened', 'closed']);
  });

  it('hears that it was canceled', async () => {
    const stop = new AbortController();
    const started = Promise.withResolvers<void>();
    const connector = remote({
      validate: ({ signal }) => {
        started.resolve();
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new SourceError('transient', 'canceled')));
        });
      },
    });
    const validating = connector.validate(contextOf({ signal: stop.signal }));
    await started.promise;
    stop.abort(new Error('stop'));
    await expect(validating).rejects.toMatchObject({ kind: 'transient' });
  });

  it('knows the settings, the time, the log and the store', async () => {
    const logged: unknown[] = [];
    const log = (message: string) => void logged.push(message);
    const context = contextOf({
      known: async (ids) => new Map(ids.map((id) => [id, { title: `title of ${id}` }])),
      log: { debug: log, info: log, warn: log, error: log },
    });
    const connector = remote({
      async validate({ settings, clock, known, log }) {
        const titles = await known(['a']);
        log.warn('careful');
        return [{ name: 'all', ok: true, message: JSON.stringify([settings, clock.now(), titles.get('a')]) }];
      },
    });
    const [check] = await connector.validate(context);
    expect(check?.message).toBe('[{"a":1},1000,{"title":"title of a"}]');
    expect(logged).toEqual(['careful']);
  });
});
