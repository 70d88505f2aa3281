import { type Change, describeError, type Json } from '@acequia/core';
import { z } from 'zod';
import type { PagedSettings } from '../../../src/index.ts';
import { changeReading, changeRequests, dropChanges, lazyFeed, type PlantedBug, phaseOf, windowed } from './plant.ts';

/** Mistakes in reading: positions, checkpoints, claims, moves. */
export const readingBugs: readonly PlantedBug[] = [
  {
    name: 'takes the position of the feed after the listing',
    rule: 1,
    group: 'incremental sync',
    plant: (connector) =>
      changeReading(connector, async function* (changes, context, slice, cursor) {
        if (cursor !== null) return yield* changes;
        for await (const change of changes) {
          if (change.type !== 'checkpoint' || phaseOf(change.cursor) !== 'follow') {
            yield change;
            continue;
          }
          const { url } = context.settings as PagedSettings;
          const now = await (await context.http.request({ url: `${url}/feeds/${slice.id}`, bucket: 'listing' })).json();
          const { position } = z.object({ position: z.number() }).parse(now);
          yield { ...change, cursor: { phase: 'follow', position } };
          return;
        }
      }),
  },
  {
    name: 'takes the time of a window from the host',
    rule: 1,
    group: 'incremental sync',
    variant: windowed,
    plant: (connector) =>
      changeReading(connector, async function* (changes, context) {
        for await (const change of changes) {
          const ends = change.type === 'checkpoint' && phaseOf(change.cursor) === 'follow';
          yield ends ? { ...change, cursor: { phase: 'follow', time: context.clock.now() } } : change;
        }
      }),
  },
  {
    name: 'claims completeness only in one go',
    rule: 2,
    group: 'resuming',
    plant: (connector) => dropChanges(connector, ({ type }, cursor) => type === 'complete' && cursor !== null),
  },
  {
    name: 'never claims completeness',
    rule: 2,
    group: 'full sync',
    plant: (connector) => dropChanges(connector, ({ type }) => type === 'complete'),
  },
  {
    name: 'yields one checkpoint at the end',
    rule: 3,
    group: 'resuming',
    plant: (connector) =>
      dropChanges(connector, (change) => change.type === 'checkpoint' && phaseOf(change.cursor) === 'list'),
  },
  {
    name: 'starts again from the first page',
    rule: 3,
    group: 'resuming',
    plant: (connector) => ({
      ...connector,
      read: (context, slice, cursor) => connector.read(context, slice, phaseOf(cursor) === 'list' ? null : cursor),
    }),
  },
  {
    name: 'asks for each document while it lists',
    rule: 3,
    group: 'resuming',
    plant: (connector) =>
      changeReading(connector, async function* (changes, context) {
        const { url } = context.settings as PagedSettings;
        for await (const change of changes) {
          if (change.type === 'upsert') {
            const address = `${url}/documents/${encodeURIComponent(change.document.id)}`;
            await (await context.http.request({ url: address, bucket: 'listing', accept: [403] })).discard();
          }
          yield change;
        }
      }),
  },
  {
    name: 'claims completeness when a page failed',
    rule: 6,
    group: 'broken answers',
    variant: { ...lazyFeed, claims: 'whole' },
    plant: (connector) =>
      changeReading(connector, async function* (changes, _, __, cursor) {
        try {
          yield* changes;
        } catch (error) {
          if (cursor !== null || describeError(error).kind === 'rate-limited') throw error;
          yield { type: 'complete' };
        }
      }),
  },
  {
    name: 'goes on silently when a page failed',
    rule: 13,
    group: 'broken answers',
    plant: (connector) =>
      changeReading(connector, async function* (changes) {
        try {
          yield* changes;
        } catch {
          // This is the mistake.
        }
      }),
  },
  {
    name: 'does not list a container that came in',
    rule: 9,
    group: 'moves',
    plant: (connector) => dropChanges(connector, ({ type }) => type === 'relist'),
  },
  {
    name: 'ignores what left the feed',
    rule: 9,
    group: 'incremental sync',
    plant: (connector) => dropChanges(connector, ({ type }) => type === 'delete'),
  },
  {
    name: 'lets windows touch without overlap',
    rule: 11,
    group: 'incremental sync',
    variant: windowed,
    plant: (connector) => ({
      ...connector,
      read: (context, slice, cursor) =>
        connector.read(
          { ...context, settings: { ...(context.settings as PagedSettings), overlap: -1 } },
          slice,
          cursor,
        ),
    }),
  },
  {
    name: 'pages on time alone',
    rule: 11,
    group: 'incremental sync',
    variant: windowed,
    plant: (connector) =>
      changeRequests(connector, (http, request) =>
        http.request(request.query?.id ? { ...request, query: { ...request.query, id: '\u{10ffff}' } } : request),
      ),
  },
  {
    name: 'believes that a lossy listing is complete',
    group: 'lossy listings',
    plant: (connector) => {
      const { readIds } = connector;
      const believing = changeReading(connector, async function* (changes) {
        for await (const change of changes) yield change.type === 'complete' ? { type: 'complete' } : change;
      });
      return { ...believing, ...(readIds && { readIds }) };
    },
  },
  {
    name: 'pages for ever',
    group: 'broken answers',
    plant: (connector) => ({
      ...connector,
      async *read(context, slice, cursor) {
        for (;;) {
          try {
            return yield* connector.read(context, slice, cursor);
          } catch (error) {
            if (!/does not advance/.test(describeError(error).message)) throw error;
          }
        }
      },
    }),
  },
  {
    name: 'says where to go on before what is covered by it',
    rule: 3,
    group: 'resuming',
    plant: (connector) =>
      changeReading(connector, async function* (changes) {
        let page: Change<Json>[] = [];
        for await (const change of changes) {
          if (change.type !== 'checkpoint') {
            page.push(change);
            continue;
          }
          yield change;
          yield* page;
          page = [];
        }
        yield* page;
      }),
  },
  {
    name: 'reads the first page only',
    rule: 6,
    group: 'full sync',
    plant: (connector) =>
      changeReading(connector, async function* (changes) {
        for await (const change of changes) {
          const another = change.type === 'checkpoint' && phaseOf(change.cursor) === 'list';
          if (another) yield { type: 'complete' };
          yield another ? { ...change, cursor: { phase: 'follow', position: 0 } } : change;
          if (another) return;
        }
      }),
  },
  {
    name: 'gives ids that are unique in a feed only',
    rule: 4,
    group: 'full sync',
    plant: (connector) =>
      changeReading(connector, async function* (changes) {
        let count = 0;
        for await (const change of changes) {
          const document = change.type === 'upsert' && !change.document.container;
          yield document ? { ...change, document: { ...change.document, id: `item-${++count}` } } : change;
        }
      }),
  },
  {
    name: 'stops a minute short of the present',
    rule: 11,
    group: 'incremental sync',
    variant: windowed,
    plant: (connector) =>
      changeReading(connector, async function* (changes, { clock }) {
        const end = clock.now() - 60_000;
        for await (const change of changes) {
          if (change.type !== 'upsert' || (change.document.modifiedAt ?? 0) < end) yield change;
        }
      }),
  },
  {
    name: 'reads everything at each sync',
    group: 'requests and memory',
    plant: (connector) => ({
      ...connector,
      read: (context, slice, cursor) => connector.read(context, slice, phaseOf(cursor) === 'follow' ? null : cursor),
    }),
  },
  {
    name: 'deletes what it is not allowed to list',
    rule: 10,
    group: 'broken answers',
    plant: (connector) =>
      changeReading(connector, async function* (changes, _, slice) {
        try {
          yield* changes;
        } catch (error) {
          if (describeError(error).kind !== 'forbidden') throw error;
          yield { type: 'delete', id: slice.id };
        }
      }),
  },
];
