import { SourceError } from '@acequia/core';
import type { PagedApi } from '../connector/paged-api.ts';
import type { WireDocument } from '../connector/wire.ts';
import { containersUnder } from './folder-tree.ts';
import type { Item } from './item.ts';
import type { ItemFaults } from './item-faults.ts';
import type { SourceModel } from './source-model.ts';

/** What the API answers, straight from the model. Served over HTTP by the fake, called directly by the simulation. */
export function createModelApi(model: SourceModel, faults: ItemFaults): PagedApi {
  const version = (item: Item) => `r${item.revision}`;

  function show(item: Item, bodies: boolean): unknown {
    const document: WireDocument = {
      id: item.id,
      title: item.title,
      container: item.container,
      version: version(item),
      modifiedAt: item.modifiedAt,
      ...(item.parent !== undefined && { parent: item.parent }),
      ...(!item.container && { size: model.sizeOf(item) }),
      ...(bodies && !item.container && { body: model.bodyOf(item) }),
      ...(item.access && { access: item.access }),
    };
    return faults.get(item.id) === 'broken' ? { ...document, title: 42 } : document;
  }

  function requireFeed(feed: string): void {
    if (!model.feeds.includes(feed)) throw new SourceError('not-found', `there is no feed "${feed}"`);
  }

  /** One more than `limit`, to see whether there is more; undefined: the folder left the feed. */
  function page(feed: string, after: string | undefined, limit: number, under: string | undefined): Item[] | undefined {
    requireFeed(feed);
    const items = model.store.byId(feed, after);
    if (under === undefined || under === feed) return [...items.take(limit + 1)];
    const root = model.get(under);
    if (!root && !model.isGone(under)) throw new SourceError('not-found', `there is no folder "${under}"`);
    if (!root?.feeds.includes(feed)) return undefined;
    const containers = containersUnder(model.store, under);
    return [...items.filter((item) => item.id === under || containers.has(item.parent ?? '')).take(limit + 1)];
  }

  const next = (items: readonly Item[], limit: number) =>
    items.length > limit ? (items[limit - 1]?.id ?? null) : null;

  const status = (id: string): number => {
    const fault = faults.get(id);
    if (typeof fault === 'number') return fault;
    return model.get(id) ? 200 : model.isGone(id) ? 410 : 404;
  };

  return {
    async feeds() {
      return model.feeds.map((id) => ({ id, title: model.get(id)?.title ?? id }));
    },

    async now(feed) {
      requireFeed(feed);
      return { position: model.events.head, time: model.clock.now() };
    },

    async list(feed, { after, limit, under }, bodies) {
      const items = page(feed, after, limit, under);
      if (!items) return 'left';
      return { items: items.slice(0, limit).map((item) => show(item, bodies)), next: next(items, limit) };
    },

    async ids(feed, { after, limit, under }) {
      const items = page(feed, after, limit, under);
      if (!items) return 'left';
      return { ids: items.slice(0, limit).map((item) => item.id), next: next(items, limit) };
    },

    async changes(feed, since, limit, bodies) {
      requireFeed(feed);
      const events = model.events.after(feed, since, limit + 1);
      if (events === 'expired') return events;
      const changes = events.slice(0, limit).map(({ type, id }) => {
        const item = model.get(id);
        return { type, id, document: item?.feeds.includes(feed) ? show(item, bodies) : null };
      });
      const more = events.length > limit;
      return { changes, next: more ? (events[limit - 1]?.position ?? since) : model.events.head, more };
    },

    async modified(feed, { time, id, limit }, bodies) {
      requireFeed(feed);
      const items = [...model.store.byTime(feed, { time, id }).take(limit + 1)];
      const last = items.length > limit ? items[limit - 1] : undefined;
      return {
        items: items.slice(0, limit).map((item) => show(item, bodies)),
        next: last ? { time: last.modifiedAt, id: last.id } : null,
      };
    },

    async containers(parent, search) {
      if (parent !== undefined && !model.get(parent)) throw new SourceError('not-found', `there is no "${parent}"`);
      const needle = search?.toLowerCase();
      const items = [...model.store.containers()].filter((item) =>
        needle === undefined ? item.parent === parent : item.title.toLowerCase().includes(needle),
      );
      return { items: items.map((item) => show(item, false)) };
    },

    async states(ids, bodies) {
      return {
        items: ids.map((id) => {
          const item = status(id) === 200 ? model.get(id) : undefined;
          if (!item) return { id, status: status(id), document: null };
          return { id, status: 200, feed: item.feeds[0], document: show(item, bodies) };
        }),
      };
    },

    async contents(wanted) {
      return {
        items: wanted.map(({ id, version: known }) => {
          const item = status(id) === 200 ? model.get(id) : undefined;
          if (!item) return { id, status: status(id) };
          if (known === version(item)) return { id, status: 304 };
          return { id, status: 200, version: version(item), body: model.bodyOf(item) };
        }),
      };
    },
  };
}
