import type { MessagePort } from 'node:worker_threads';
import type { AnyConnector, Context, Fetched } from '@acequia/core';
import { createRemoteContext, Shares } from './remote-context.ts';
import { Streams } from './streams.ts';
import { Wire } from './wire.ts';

/** What is called at the start of a call. */
export interface CallStart {
  readonly settings: unknown;
  readonly now: number;
}

type Member = (context: Context<unknown>, ...args: readonly unknown[]) => unknown;

/** Answers the calls of hosts on the connector's side; each port is one call with a context of its own. */
export class ConnectorServer {
  readonly #connector: AnyConnector;
  readonly #shares = new Shares();

  constructor(connector: AnyConnector) {
    this.#connector = connector;
  }

  serve(port: MessagePort): void {
    const wire = new Wire(port);
    const canceled = new AbortController();
    const elements = new Streams();
    const bodies = new Streams();
    const openers = new Map<string, () => Promise<{ close(): Promise<void> | void }>>();
    const start = ({ settings, now }: CallStart) =>
      createRemoteContext({ wire, settings, now, signal: canceled.signal, shares: this.#shares, openers });
    wire.serve({
      abort: (message: string) => canceled.abort(new Error(message)),
      ask: (member: string, from: CallStart, ...args: unknown[]) => this.#member(member)(start(from), ...args),
      receive: (from: CallStart, request: Parameters<NonNullable<AnyConnector['webhook']>['receive']>[1]) => {
        const { settings, credentials, clock } = start(from);
        return this.#connector.webhook?.receive({ settings, credentials, now: clock.now }, request);
      },
      stream: (member: string, from: CallStart, ...args: unknown[]) => {
        const stream = this.#member(member)(start(from), ...args) as AsyncIterable<unknown>;
        return elements.add(
          member === 'fetchContent' ? namingBodies(stream as AsyncIterable<Fetched>, bodies) : stream,
        );
      },
      ...elements.handlers('element'),
      ...bodies.handlers('body'),
      open: async (key: string) => {
        const opened = await openers.get(key)?.();
        if (!opened) throw new Error(`nobody opens ${key}`);
        return this.#shares.add(opened);
      },
      close: (id: number) => this.#shares.close(id),
    });
  }

  #member(name: string): Member {
    const member = Object.getOwnPropertyDescriptor(this.#connector, name)?.value;
    if (typeof member !== 'function') throw new Error(`the connector has no ${name}`);
    return member.bind(this.#connector);
  }
}

/** Streams cannot be cloned: their numbers go over instead. */
async function* namingBodies(stream: AsyncIterable<Fetched>, bodies: Streams): AsyncGenerator<unknown> {
  for await (const fetched of stream) {
    const streamed = 'body' in fetched && typeof fetched.body === 'object' && Symbol.asyncIterator in fetched.body;
    yield streamed ? { ...fetched, body: { stream: bodies.add(fetched.body) } } : fetched;
  }
}
