import { MessageChannel } from 'node:worker_threads';
import type { AnyConnector, Context, Fetched } from '@acequia/core';
import { ConnectorServer } from './serve-connector.ts';
import { serveContext } from './serve-context.ts';
import { drawFrom } from './streams.ts';
import { Wire } from './wire.ts';

const streaming = ['listContainers', 'slices', 'read', 'readIds', 'readAccess', 'groups', 'fetchDocuments'] as const;

/**
 * The same connector on the other side of a MessageChannel: every call, every element and everything that it asks of
 * its context is cloned, as between two processes. Only the schemas and the description are shared.
 */
export function throughChannel(connector: AnyConnector): AnyConnector {
  const server = new ConnectorServer(connector);

  function connect(): Wire {
    const { port1, port2 } = new MessageChannel();
    server.serve(port2);
    return new Wire(port1);
  }

  function open(context: Context<unknown>) {
    const wire = connect();
    wire.serve(serveContext(context, wire));
    const abort = () => void wire.call('abort', String(context.signal.reason)).catch(() => undefined);
    if (context.signal.aborted) abort();
    context.signal.addEventListener('abort', abort, { once: true });
    const from = { settings: context.settings, now: context.clock.now() };
    return { wire, from, leave: () => context.signal.removeEventListener('abort', abort) };
  }

  async function* stream(member: string, context: Context<unknown>, ...args: readonly unknown[]) {
    const { wire, from, leave } = open(context);
    try {
      const id = await wire.call<number>('stream', member, from, ...args);
      for await (const element of drawFrom<unknown>(wire, 'element', id)) {
        yield member === 'fetchContent' ? withBody(element as Fetched, wire) : element;
      }
    } finally {
      leave();
    }
  }

  const { webhook } = connector;
  const members = [...streaming, 'fetchContent' as const].filter((member) => connector[member] !== undefined);
  return {
    ...connector,
    ...Object.fromEntries(
      members.map((member) => [
        member,
        (context: Context<unknown>, ...args: readonly unknown[]) => stream(member, context, ...args),
      ]),
    ),
    async validate(context) {
      const { wire, from, leave } = open(context);
      return wire.call<Awaited<ReturnType<AnyConnector['validate']>>>('ask', 'validate', from).finally(leave);
    },
    ...(webhook && {
      webhook: {
        receive({ settings, credentials, now }, request) {
          const wire = connect();
          wire.serve({ credentials, now });
          return wire.call('receive', { settings, now: now() }, request);
        },
      },
    }),
  };
}

/** A body that stayed a stream on the other side. */
function withBody(fetched: Fetched, wire: Wire): Fetched {
  if (!('body' in fetched) || typeof fetched.body !== 'object' || !('stream' in fetched.body)) return fetched;
  return { ...fetched, body: drawFrom<Uint8Array>(wire, 'body', Number(fetched.body.stream)) };
}
