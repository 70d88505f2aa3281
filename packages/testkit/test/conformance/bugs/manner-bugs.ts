import { setTimeout } from 'node:timers/promises';
import { type HttpResponse, SourceError } from '@acequia/core';
import { z } from 'zod';
import { changeReading, changeRequests, type PlantedBug } from './plant.ts';

/** Mistakes in behaviour: waiting, remembering, collecting, telling. */
export const mannerBugs: readonly PlantedBug[] = [
  {
    name: 'sleeps between pages',
    rule: 13,
    group: 'rate limits',
    plant: (connector) =>
      changeRequests(connector, async (http, request, { clock }) => {
        await clock.sleep(1);
        return http.request(request);
      }),
  },
  {
    name: 'tries again by itself',
    rule: 13,
    group: 'rate limits',
    plant: (connector) =>
      changeRequests(connector, async (http, request) => {
        try {
          return await http.request(request);
        } catch (error) {
          if (SourceError.isInstance(error) && error.kind === 'transient') return http.request(request);
          throw error;
        }
      }),
  },
  {
    name: 'remembers answers',
    rule: 13,
    group: 'incremental sync',
    plant: (connector) => {
      const answers = new Map<string, unknown>();
      return changeRequests(connector, async (http, request) => {
        const key = JSON.stringify([request.url, request.query, request.json]);
        if (request.json === undefined && answers.has(key)) return answerOf(answers.get(key));
        const response = await http.request(request);
        if (response.status >= 300 || request.json !== undefined) return response;
        answers.set(key, await response.json());
        return answerOf(answers.get(key));
      });
    },
  },
  {
    name: 'has one address for all data sources',
    group: 'independence',
    plant: (connector) => {
      let url: URL | undefined;
      return changeRequests(connector, (http, request) => {
        url ??= new URL(request.url);
        const { pathname, search } = new URL(request.url);
        return http.request({ ...request, url: new URL(pathname + search, url) });
      });
    },
  },
  {
    name: 'lists everything before it says anything',
    group: 'requests and memory',
    plant: (connector) =>
      changeReading(connector, async function* (changes) {
        const all = [];
        for await (const change of changes) all.push(change);
        yield* all;
      }),
  },
  {
    name: 'asks for every page twice',
    group: 'requests and memory',
    plant: (connector) =>
      changeRequests(connector, async (http, request) => {
        await (await http.request(request)).discard();
        return http.request(request);
      }),
  },
  {
    name: 'does not hear that it was canceled',
    group: 'canceling',
    plant: (connector) =>
      changeRequests(connector, async (http, request) => {
        try {
          return await http.request(request);
        } catch (error) {
          await setTimeout(9000, undefined, { ref: false });
          throw error;
        }
      }),
  },
  {
    name: 'refuses what it does not know in answers',
    group: 'broken answers',
    plant: (connector) =>
      changeRequests(connector, async (http, request) => {
        const response = await http.request(request);
        if (response.status >= 300) return response;
        const json = await response.json();
        if (JSON.stringify(json).includes('acequia_added')) {
          throw new SourceError('bad-response', 'The answer has unknown fields.');
        }
        return answerOf(json);
      }),
  },
  {
    name: 'trusts the shape of answers',
    group: 'broken answers',
    plant: (connector) =>
      changeRequests(connector, async (http, request) => {
        const response = await http.request(request);
        if (response.status >= 300) return response;
        const json = z.record(z.string(), z.unknown()).parse(await response.json());
        if (Array.isArray(json.items) || json.items === undefined) return answerOf(json);
        throw new TypeError('items.map is not a function');
      }),
  },
  {
    name: 'asks through the reading that was there first',
    group: 'full sync',
    plant: (connector) => ({
      ...connector,
      async *read(context, slice, cursor) {
        const { http } = await context.share('http', async () => ({ http: context.http, close: () => undefined }));
        yield* connector.read({ ...context, http }, slice, cursor);
      },
    }),
  },
  {
    name: 'takes one limit of the source for many',
    group: 'rate limits',
    plant: (connector) =>
      changeRequests(connector, (http, request) => http.request({ ...request, bucket: new URL(request.url).pathname })),
  },
];

function answerOf(json: unknown): HttpResponse {
  return {
    status: 200,
    headers: {},
    url: '',
    json: async () => json,
    text: async () => JSON.stringify(json),
    bytes: async () => Buffer.from(JSON.stringify(json)),
    async *stream() {
      yield Buffer.from(JSON.stringify(json));
    },
    discard: async () => undefined,
  };
}
