import { type HttpClient, type HttpRequest, SourceError } from '@acequia/core';
import type { z } from 'zod';
import type { PagedApi } from './paged-api.ts';
import {
  wireChanges,
  wireContainers,
  wireContent,
  wireContents,
  wireFeeds,
  wireIds,
  wireModified,
  wireNow,
  wirePage,
  wireStates,
} from './wire.ts';

interface Answer<T> {
  readonly status: number;
  /** Absent for 304 and for a status that the call accepts beside success. */
  readonly data?: T;
}

/** The API of the fake over HTTP. `url` is its base address. */
export function openPagedClient(http: HttpClient, url: string): PagedApi {
  async function call<T>(path: string, schema: z.ZodType<T>, request: Omit<HttpRequest, 'url'>): Promise<Answer<T>> {
    const response = await http.request({ ...request, url: new URL(path, url) });
    if (response.status === 304 || request.accept?.includes(response.status)) {
      await response.discard();
      return { status: response.status };
    }
    const parsed = schema.safeParse(await response.json());
    if (parsed.success) return { status: response.status, data: parsed.data };
    const issue = parsed.error.issues[0];
    throw new SourceError(
      'bad-response',
      `${path.split('?')[0]} is not as described: ${issue?.path.join('.')}: ${issue?.message}`,
    );
  }

  async function get<T>(
    path: string,
    schema: z.ZodType<T>,
    request: Omit<HttpRequest, 'url' | 'accept'> = {},
  ): Promise<T> {
    const { data } = await call(path, schema, { bucket: 'listing', ...request });
    if (data === undefined) throw new SourceError('bad-response', `${path} gave no answer.`);
    return data;
  }

  const feed = (id: string, resource = '') => `/feeds/${encodeURIComponent(id)}${resource}`;

  return {
    feeds: async () => (await get('/feeds', wireFeeds)).feeds,
    now: (id) => get(feed(id), wireNow),
    async list(id, { after, limit, under }, bodies) {
      const query = { after, limit, under, bodies };
      const { data } = await call(feed(id, '/documents'), wirePage, { query, accept: [410], bucket: 'listing' });
      return data ?? 'left';
    },
    async ids(id, { after, limit, under }) {
      const query = { after, limit, under };
      const { data } = await call(feed(id, '/ids'), wireIds, { query, accept: [410], bucket: 'listing' });
      return data ?? 'left';
    },
    async changes(id, since, limit, bodies) {
      const query = { since, limit, bodies };
      const { data } = await call(feed(id, '/changes'), wireChanges, { query, accept: [410], bucket: 'listing' });
      return data ?? 'expired';
    },
    modified: (feedId, { time, id, limit }, bodies) =>
      get(feed(feedId, '/modified'), wireModified, { query: { time, id, limit, bodies } }),
    containers: (parent, search) => get('/containers', wireContainers, { query: { parent, search } }),
    states: (ids, bodies) => get('/documents', wireStates, { method: 'POST', json: { ids, bodies }, idempotent: true }),
    async contents(wanted) {
      const [one, ...others] = wanted;
      if (!one || others.length > 0) {
        return get('/contents', wireContents, {
          method: 'POST',
          json: { wanted },
          idempotent: true,
          bucket: 'content',
        });
      }
      const path = `/documents/${encodeURIComponent(one.id)}/content`;
      const query = { version: one.version };
      const { status, data } = await call(path, wireContent, { query, accept: [403, 404, 410], bucket: 'content' });
      return { items: [data ?? { id: one.id, status }] };
    },
  };
}
