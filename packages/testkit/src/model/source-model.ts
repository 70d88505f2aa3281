import type { Access } from '@acequia/core';
import { EventLog, type EventType } from './event-log.ts';
import { containersUnder, itemsUnder, plantFolders } from './folder-tree.ts';
import type { Item } from './item.ts';
import { ItemStore } from './item-store.ts';
import { existing, existingContainer, existingDocument } from './lookup.ts';
import { SeededDocuments } from './seeded-documents.ts';
import { SeededText } from './seeded-text.ts';
import { hashBody, type Snapshot, type SnapshotEntry } from './snapshot.ts';
import { SourceClock } from './source-clock.ts';
import type { CreateOptions, SourceModelOptions, TouchOptions } from './source-model-options.ts';
import { Trash } from './trash.ts';

const seededUntil = Date.UTC(2026, 0, 1);

/**
 * A source in memory: documents in folders in feeds, with a change log for each feed. A document that several feeds
 * list lies in no folder and has no parent. A change sets the time of the document (and of everything that comes into
 * a feed with its folder, which the feed does not tell), unless `touch` is false. Mistakes in a call (an unknown id, a folder moved into itself) throw.
 */
export class SourceModel {
  readonly feeds: readonly string[];
  readonly stableIds: boolean;
  readonly clock: SourceClock;
  readonly events = new EventLog();
  readonly store: ItemStore;
  readonly #trash = new Trash();
  readonly #seeded: SeededDocuments;
  readonly #text: SeededText;
  readonly #bytes: number;
  #created = 0;
  /** Never given twice, so that an id that is used again has another version. */
  #revision = 1;

  constructor(options: SourceModelOptions = {}) {
    const seed = options.seed ?? 1;
    this.feeds = Array.from({ length: options.feeds ?? 1 }, (_, index) => `feed-${index}`);
    this.stableIds = options.stableIds ?? true;
    this.clock = new SourceClock(options);
    this.#text = new SeededText(seed);
    this.#bytes = options.bytes ?? 1024;
    const trees = this.feeds.map((feed) =>
      plantFolders(feed, options.folders ?? { depth: 2, breadth: 3 }, seededUntil),
    );
    this.#seeded = new SeededDocuments({
      seed,
      documents: options.documents ?? 0,
      feeds: this.feeds,
      folders: trees.map((tree) => tree.map((folder) => folder.id)),
      text: this.#text,
      modifiedAt: seededUntil,
    });
    this.store = new ItemStore(this.#seeded);
    for (const [index, feed] of this.feeds.entries()) {
      const title = `Channel ${index}`;
      this.store.put({ id: feed, container: true, title, feeds: [feed], revision: 1, modifiedAt: seededUntil });
    }
    for (const folder of trees.flat()) this.store.put(folder);
  }

  /** Ids that {@link restore} takes. */
  get restorable(): string[] {
    return this.#trash.restorable;
  }

  get(id: string): Item | undefined {
    return this.store.get(id);
  }

  /** Whether there once was such an id and is no more. */
  isGone(id: string): boolean {
    return this.#trash.has(id) && !this.store.get(id);
  }

  bodyOf(item: Item): string {
    return item.body ?? this.#text.body(item.id, item.revision, this.#bytes);
  }

  sizeOf(item: Item): number {
    return item.body === undefined ? this.#bytes : Buffer.byteLength(item.body);
  }

  /** Answers the new document's id. */
  create(options: CreateOptions = {}): string {
    const parent = existingContainer(this.store, options.parent ?? this.feeds[0] ?? '');
    const number = ++this.#created;
    const title = options.title ?? (options.container ? `New folder ${number}` : `New ${this.#text.title(number)}`);
    if (options.id !== undefined && !this.stableIds) throw new Error('ids are paths here: give a title and a parent');
    const id = options.id ?? (this.stableIds ? `new-${number}` : this.#path(parent, title));
    if (this.store.get(id) || (this.stableIds && this.isGone(id))) throw new Error(`"${id}" was used`);
    const home = parent.feeds[0];
    const container = options.container ?? false;
    const others = new Set(options.sharedWith?.filter((feed) => feed !== home));
    if (container && others.size > 0) throw new Error('a folder has one feed');
    for (const feed of others) this.#requireFeed(feed);
    this.store.put({
      id,
      container,
      title,
      ...(others.size === 0 && { parent: parent.id }),
      feeds: [home, ...others],
      revision: ++this.#revision,
      modifiedAt: this.clock.now(options.late),
      ...(options.body !== undefined && { body: options.body }),
    });
    this.#tell(id, 'create');
    return id;
  }

  /** Another content: `body`, or newly generated text. */
  update(id: string, options: TouchOptions & { readonly body?: string } = {}): void {
    const { body: _, ...item } = existingDocument(this.store, id);
    const body = options.body === undefined ? {} : { body: options.body };
    this.store.put({ ...item, ...body, revision: ++this.#revision, modifiedAt: this.#time(item, options) });
    this.#tell(id, 'update');
  }

  /** Answers the id, which is another one where ids are paths. */
  rename(id: string, title: string, options: TouchOptions = {}): string {
    const item = existing(this.store, id);
    if (!this.stableIds && !this.feeds.includes(id)) {
      return this.#replace(item, existing(this.store, item.parent ?? item.feeds[0]), title, item.feeds);
    }
    this.store.put({ ...item, title, modifiedAt: this.#time(item, options) });
    this.#tell(id, 'update');
    return id;
  }

  /**
   * Moves a document, or a folder with all below it, into a folder or feed, maybe of another feed; nowhere else is it
   * listed then. Answers the id, which is another one where ids are paths.
   */
  move(id: string, parent: string, options: TouchOptions = {}): string {
    const item = existing(this.store, id);
    const target = existingContainer(this.store, parent);
    if (this.feeds.includes(id)) throw new Error('a feed cannot be moved');
    if (containersUnder(this.store, id).has(parent)) throw new Error(`"${id}" cannot be moved into itself`);
    if (!this.stableIds) return this.#replace(item, target, item.title, target.feeds);
    const to = target.feeds[0];
    // What comes into another feed with its folder is told by time, though not by the feed.
    const entering = item.container && item.feeds[0] !== to ? itemsUnder(this.store, item) : [];
    for (const below of entering) this.store.put({ ...below, feeds: [to], modifiedAt: this.#time(below, options) });
    this.store.put({ ...item, parent, feeds: [to], modifiedAt: this.#time(item, options) });
    for (const feed of item.feeds) if (feed !== to) this.events.record(feed, 'delete', id);
    this.events.record(to, item.feeds.includes(to) ? 'move' : 'enter', id);
    return id;
  }

  /** Lists a document in one more feed. It leaves its folder for that. */
  share(id: string, feed: string, options: TouchOptions = {}): void {
    this.#requireFeed(feed);
    const { parent: _, ...item } = existingDocument(this.store, id);
    if (item.feeds.includes(feed)) return;
    this.store.put({ ...item, feeds: [...item.feeds, feed], modifiedAt: this.#time(item, options) });
    for (const told of item.feeds) this.events.record(told, 'move', id);
    this.events.record(feed, 'enter', id);
  }

  /** Takes a document out of one of several feeds. The last one left is its parent. */
  unshare(id: string, feed: string, options: TouchOptions = {}): void {
    const item = existingDocument(this.store, id);
    if (!item.feeds.includes(feed)) return;
    const [home, ...others] = item.feeds.filter((one) => one !== feed);
    if (home === undefined) throw new Error(`"${id}" is in no other feed: delete it`);
    const parent = others.length === 0 ? { parent: home } : {};
    this.store.put({ ...item, ...parent, feeds: [home, ...others], modifiedAt: this.#time(item, options) });
    this.events.record(feed, 'delete', id);
    this.#tell(id, 'move');
  }

  /** Sets the own access of a document or folder; undefined: its folder's. */
  setAccess(id: string, access: Access | undefined, options: TouchOptions = {}): void {
    const { access: _, ...item } = existing(this.store, id);
    this.store.put({ ...item, ...(access && { access }), modifiedAt: this.#time(item, options) });
    this.#tell(id, 'update');
  }

  /** Deletes a document, or a folder with all below it. A feed tells only the folder. */
  delete(id: string): void {
    if (this.feeds.includes(id)) throw new Error('a feed cannot be deleted');
    const item = existing(this.store, id);
    const items = itemsUnder(this.store, item);
    for (const { id } of items) this.store.remove(id);
    this.#trash.keep(id, items);
    for (const feed of item.feeds) this.events.record(feed, 'delete', id);
  }

  /** Brings back what was deleted with `id`; to the top of its feed if its folder is gone or in another feed. Answers false if its place was taken since. */
  restore(id: string): boolean {
    if (this.store.get(id)) return false;
    const modifiedAt = this.clock.now();
    for (const item of this.#trash.take(id)) {
      const home = item.feeds[0];
      const lost = item.id === id && item.parent !== undefined && this.store.get(item.parent)?.feeds[0] !== home;
      this.store.put({ ...item, ...(lost && { parent: home }), modifiedAt });
    }
    this.#tell(id, 'restore');
    return this.store.get(id) !== undefined;
  }

  /** Gives every document another content at once. Too much for the feeds: they forget, so that positions expire. */
  updateEverything(): void {
    const modifiedAt = this.clock.now();
    const revision = ++this.#revision;
    this.#seeded.revise(revision, modifiedAt);
    for (const { body: _, ...item } of this.store.explicit()) {
      if (!item.container) this.store.put({ ...item, revision, modifiedAt });
    }
    this.events.expire();
  }

  /** Everything that a store that is true to the source holds now. */
  snapshot(): Snapshot {
    const entries = new Map<string, SnapshotEntry>();
    for (const feed of this.feeds) {
      for (const item of this.store.byId(feed)) {
        if (item.feeds[0] !== feed) continue;
        entries.set(item.id, {
          title: item.title,
          container: item.container,
          feeds: [...item.feeds].sort(),
          ...(item.parent !== undefined && { parent: item.parent }),
          ...(!item.container && { bodyHash: hashBody(this.bodyOf(item)) }),
          ...(item.access && { access: item.access }),
        });
      }
    }
    return entries;
  }

  /** Where ids are paths: the subtree goes and comes again under other ids. */
  #replace(item: Item, parent: Item, title: string, feeds: Item['feeds']): string {
    const items = itemsUnder(this.store, item);
    const bodies = new Map(items.map((old) => [old.id, old.container ? {} : { body: this.bodyOf(old) }]));
    for (const old of items) {
      this.store.remove(old.id);
      this.#trash.forget(old.id);
    }
    for (const feed of item.feeds) this.events.record(feed, 'delete', item.id);
    const places = new Map<string, Item>();
    const modifiedAt = this.clock.now();
    let root = item.id;
    for (const old of items) {
      const place = (old !== item && places.get(old.parent ?? '')) || parent;
      const name = old === item ? title : old.title;
      const id = this.#path(place, name);
      const moved: Item = { ...old, ...bodies.get(old.id), id, title: name, feeds, parent: place.id };
      const { parent: _, ...shared } = moved;
      const copy = feeds.length > 1 ? shared : moved;
      this.store.put({ ...copy, modifiedAt });
      places.set(old.id, copy);
      if (old === item) root = id;
    }
    for (const feed of feeds) this.events.record(feed, 'enter', root);
    return root;
  }

  /** A free path below a container. */
  #path(parent: Item, title: string): string {
    const path = `${parent.id}/${title}`;
    let free = path;
    for (let number = 2; this.store.get(free); number++) free = `${path}~${number}`;
    return free;
  }

  #tell(id: string, type: EventType): void {
    for (const feed of this.store.get(id)?.feeds ?? []) this.events.record(feed, type, id);
  }

  #requireFeed(feed: string): void {
    if (!this.feeds.includes(feed)) throw new Error(`there is no feed "${feed}"`);
  }

  #time(item: Item, options: TouchOptions): number {
    return options.touch === false ? item.modifiedAt : this.clock.now();
  }
}
