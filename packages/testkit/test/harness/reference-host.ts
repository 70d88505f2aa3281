import type { Connector, Context, Json, KnownDocument, Slice, Wanted } from '@acequia/core';
import type { Snapshot } from '../../src/index.ts';
import { type Pass, ReferenceStore } from './reference-store.ts';

type ContextOf<S> = (known: (ids: readonly string[]) => ReadonlyMap<string, KnownDocument>) => Context<S>;

/** Drives a connector like a host would, into a {@link ReferenceStore}. */
export class ReferenceHost<S, C extends Json> {
  store = new ReferenceStore();
  readonly cursors = new Map<string, C>();
  readonly bodies = new Map<string, string>();
  /** Told about every change before it is applied; throw to be killed there. */
  onChange: (() => void) | undefined;
  readonly #connector: Connector<S, C>;
  readonly #contextOf: ContextOf<S>;
  /** Passes that were interrupted, by slice, as they were at their last checkpoint. */
  readonly #passes = new Map<string, Pass>();

  constructor(connector: Connector<S, C>, contextOf: ContextOf<S>) {
    this.#connector = connector;
    this.#contextOf = contextOf;
  }

  async slices(): Promise<Slice[]> {
    const slices: Slice[] = [];
    for await (const slice of this.#connector.slices?.(this.#context(''), []) ?? []) slices.push(slice);
    return slices;
  }

  /** Reads every slice from its cursor to the end, then what is to be listed again. */
  async sync(): Promise<void> {
    for (const slice of await this.slices()) await this.syncSlice(slice);
    await this.fetchContents();
  }

  async syncSlice(slice: Slice): Promise<void> {
    const pass = structuredClone(this.#passes.get(slice.id)) ?? this.store.startPass();
    const cursor = this.cursors.get(slice.id) ?? null;
    for await (const change of this.#connector.read(this.#context(slice.id), slice, cursor)) {
      this.onChange?.();
      this.store.apply(slice.id, pass, change);
      if (change.type !== 'checkpoint') continue;
      this.cursors.set(slice.id, this.#parse(change.cursor));
      this.#passes.set(slice.id, structuredClone(pass));
    }
    this.store.endPass(slice.id, pass);
    // A folder that left before it was listed told nobody what had been below it.
    pass.relists.push(...this.store.unknownParents(slice.id));
    for (let root = pass.relists.shift(); root !== undefined; root = pass.relists.shift()) {
      pass.relists.push(...(await this.#relist(slice, root)));
    }
    this.#passes.delete(slice.id);
  }

  /** Finds deletions (and what a window misses) by ids. */
  async reconcile(): Promise<void> {
    for (const slice of await this.slices()) {
      const context = this.#context(slice.id);
      const pass = this.store.startPass();
      for await (const change of this.#connector.readIds?.(context, slice, null) ?? []) {
        this.store.apply(slice.id, pass, change);
      }
      const missing = this.store.missing(slice.id, pass).map((id) => ({ id }));
      for await (const change of this.#connector.fetchDocuments?.(context, missing) ?? []) {
        this.store.apply(slice.id, pass, change);
      }
    }
    await this.fetchContents();
  }

  snapshot(): Snapshot {
    return this.store.snapshot((id) => this.bodies.get(this.#version(id)));
  }

  /** The bodies of everything whose version has none yet. */
  async fetchContents(): Promise<void> {
    const wanted: Wanted[] = [...this.store.documents.values()]
      .filter(({ id, container, body }) => !container && body === undefined && !this.bodies.has(this.#version(id)))
      .map(({ id }) => ({ id }));
    const batch = this.#connector.capabilities.contentBatch ?? 1;
    for (let start = 0; start < wanted.length; start += batch) {
      const part = wanted.slice(start, start + batch);
      for await (const fetched of this.#connector.fetchContent?.(this.#context(''), part) ?? []) {
        if (!('body' in fetched) || typeof fetched.body !== 'string') continue;
        this.bodies.set(`${fetched.id}@${fetched.version}`, fetched.body);
      }
    }
  }

  async #relist(slice: Slice, root: string): Promise<string[]> {
    const pass = this.store.startPass(root);
    const under = { ...slice, roots: [{ id: root }] };
    for await (const change of this.#connector.read(this.#context(slice.id), under, null)) {
      this.store.apply(slice.id, pass, change);
    }
    this.store.endPass(slice.id, pass);
    return pass.relists;
  }

  #version(id: string): string {
    return `${id}@${this.store.documents.get(id)?.version}`;
  }

  #context(slice: string): Context<S> {
    const placed = this.store.placed(slice);
    return this.#contextOf((ids) => {
      const found = ids.filter((id) => placed.has(id)).map((id) => this.store.documents.get(id));
      return new Map(found.flatMap((document) => (document ? [[document.id, document]] : [])));
    });
  }

  #parse(cursor: C): C {
    return this.#connector.cursor.parse(JSON.parse(JSON.stringify(cursor)));
  }
}
