import { type AnyConnector, type Document, SourceError } from '@acequia/core';
import { z } from 'zod';
import { changeDocuments, changeRequests, type PlantedBug } from './plant.ts';

/** Mistakes that people meet first: settings, the test of the connection, the picker, webhooks, secrets. */
export const surfaceBugs: readonly PlantedBug[] = [
  {
    name: 'catches errors of a root too early',
    rule: 14,
    group: 'picker and picks',
    plant: (connector) =>
      changeRequests(withFixedSlices(connector), (http, request) =>
        http.request(request.query?.under ? { ...request, accept: [] } : request),
      ),
  },
  {
    name: 'reads all feeds whatever was picked',
    group: 'picker and picks',
    plant: (connector) => {
      const { slices } = connector;
      if (!slices) return connector;
      return { ...connector, slices: (context) => slices(context, []) };
    },
  },
  {
    name: 'throws in validate',
    group: 'validate',
    plant: (connector) => ({
      ...connector,
      async validate(context) {
        for await (const _ of connector.slices?.(context, []) ?? []);
        return [{ name: 'feeds', ok: true, message: 'Sees feeds.' }];
      },
    }),
  },
  {
    name: 'finds everything in order',
    group: 'validate',
    plant: (connector) => ({
      ...connector,
      validate: async () => [{ name: 'feeds', ok: true, message: 'Sees feeds.' }],
    }),
  },
  {
    name: 'says no remedy',
    group: 'validate',
    plant: (connector) => ({
      ...connector,
      validate: async (context) => (await connector.validate(context)).map(({ remedy: _, ...check }) => check),
    }),
  },
  {
    name: 'takes any settings',
    group: 'manifest and settings',
    plant: (connector) => ({ ...connector, settings: z.looseObject({ url: z.string().meta({ title: 'Address' }) }) }),
  },
  {
    name: 'does not mark a secret setting',
    group: 'manifest and settings',
    plant: (connector) => ({
      ...connector,
      settings: z.strictObject({
        url: z.string().meta({ title: 'Address' }),
        pageSize: z.number().meta({ title: 'Page' }),
        idsPageSize: z.number().meta({ title: 'Page of ids' }),
        webhookSecret: z.string().meta({ title: 'Secret' }),
      }),
    }),
  },
  {
    name: 'writes credentials into the log',
    group: 'secrets',
    plant: (connector) =>
      changeRequests(connector, async (http, request, { log, credentials }) => {
        log.debug('asking', { authorization: Buffer.from((await credentials()).token ?? '').toString('base64') });
        return http.request(request);
      }),
  },
  {
    name: 'writes credentials into errors',
    group: 'secrets',
    plant: (connector) =>
      changeRequests(connector, async (http, request, { credentials }) => {
        const { token } = await credentials();
        return http.request(request).catch((error: unknown) => {
          if (!SourceError.isInstance(error)) throw error;
          throw new SourceError(error.kind, `${request.url}?token=${token} failed.`);
        });
      }),
  },
  {
    name: 'believes unsigned calls',
    group: 'webhooks',
    plant: (connector) => ({
      ...connector,
      webhook: {
        async receive(_, { body }) {
          const { changed, challenge } = JSON.parse(Buffer.from(body).toString() || '{}');
          if (challenge) return { response: { status: 200, body: challenge }, hints: [] };
          return { hints: [{ type: 'document', id: changed }] };
        },
      },
    }),
  },
  {
    name: 'believes old calls',
    group: 'webhooks',
    plant: (connector) => ({
      ...connector,
      webhook: {
        async receive(context, request) {
          const signedAt = Number(request.headers['x-time'] ?? context.now());
          if (!connector.webhook) throw new SourceError('unsupported', 'There is no webhook.');
          return connector.webhook.receive({ ...context, now: () => signedAt }, request);
        },
      },
    }),
  },
  {
    name: 'shows documents in the picker',
    group: 'picker and picks',
    plant: (connector) => ({
      ...connector,
      async *listContainers(context, parent, search) {
        yield* connector.listContainers?.(context, parent, search) ?? [];
        if (parent !== undefined) yield { id: `${parent}-document`, title: 'A document' };
      },
    }),
  },
  {
    name: 'walks the whole tree for its top level',
    group: 'picker and picks',
    plant: (connector) => {
      const { listContainers } = connector;
      if (!listContainers) return connector;
      async function* walk(...[context, parent]: Parameters<typeof listContainers & object>): AsyncIterable<Document> {
        for await (const one of listContainers?.(context, parent) ?? []) {
          if (parent === undefined) yield one;
          for await (const _ of walk(context, one.id));
        }
      }
      return { ...connector, listContainers: walk };
    },
  },
  {
    name: 'shows the top level only',
    group: 'picker and picks',
    plant: (connector) => {
      const { listContainers } = connector;
      if (!listContainers) return connector;
      return { ...connector, listContainers: (context) => listContainers(context) };
    },
  },
  {
    name: 'ignores the handshake',
    group: 'webhooks',
    plant: (connector) => ({
      ...connector,
      webhook: {
        async receive(context, request) {
          const received = await connector.webhook?.receive(context, request);
          return { hints: received?.hints ?? [] };
        },
      },
    }),
  },
  {
    name: 'hints at nothing',
    group: 'webhooks',
    plant: (connector) => ({ ...connector, webhook: { receive: async () => ({ hints: [] }) } }),
  },
  {
    name: 'puts a secret setting into documents',
    group: 'secrets',
    plant: (connector) =>
      changeDocuments(connector, (document, { settings }) => ({
        ...document,
        fields: { link: `https://files.example/?key=${encodeURIComponent(secretOf(settings))}` },
      })),
  },
  {
    name: 'has a default that it refuses',
    group: 'manifest and settings',
    plant: (connector) => changeSettings(connector, { pageSize: z.int().max(50).default(100).meta({ title: 'Page' }) }),
  },
  {
    name: 'numbers two settings alike',
    group: 'manifest and settings',
    plant: (connector) =>
      changeSettings(connector, {
        pageSize: z.int().default(100).meta({ title: 'Page', order: 1 }),
        overlap: z.int().default(0).meta({ title: 'Overlap', order: 1 }),
      }),
  },
  {
    name: 'shows a setting under a condition that is never met',
    group: 'manifest and settings',
    plant: (connector) =>
      changeSettings(connector, {
        overlap: z
          .int()
          .default(0)
          .meta({ title: 'Overlap', when: { field: 'mode', is: 'window' } }),
      }),
  },
  {
    name: 'has a way to sign in that sets what is no setting',
    group: 'manifest and settings',
    plant: (connector) => ({
      ...connector,
      auth: connector.auth.map((method) => ({ ...method, settings: { way: 'machine' } })),
    }),
  },
  {
    name: 'takes less than its last version took',
    group: 'manifest and settings',
    plant: (connector) => changeSettings(connector, { pageSize: z.int().max(50).default(50).meta({ title: 'Page' }) }),
  },
];

/** The settings with some of them declared otherwise. */
function changeSettings(connector: AnyConnector, others: z.ZodRawShape): AnyConnector {
  const { settings } = connector;
  return settings instanceof z.ZodObject ? { ...connector, settings: settings.extend(others) } : connector;
}

function secretOf(settings: unknown): string {
  return z.object({ webhookSecret: z.string() }).parse(settings).webhookSecret;
}

/** Picks stay roots of their feed, also when they are gone: reading them is where it shows. */
function withFixedSlices(connector: AnyConnector): AnyConnector {
  const { slices } = connector;
  if (!slices) return connector;
  return {
    ...connector,
    async *slices(context, picks) {
      for await (const slice of slices(context, [])) {
        const roots = picks.filter(({ id }) => id.startsWith(slice.id));
        if (picks.length === 0 || roots.length > 0) yield { ...slice, roots };
      }
    },
  };
}
