import type { Change, Seen } from '../contract/change.ts';
import type { AnyConnector } from '../contract/connector.ts';
import type { Clock, Context } from '../contract/context.ts';
import type { Document } from '../contract/document.ts';
import { describeError, SourceError } from '../contract/errors.ts';
import type { Json } from '../contract/json.ts';
import type { Extractor } from '../ports/extractor.ts';
import type { Counts, Digest, DueDocument, Lease, SyncStore } from '../ports/sync-store.ts';
import { abortable } from './abortable.ts';
import { type BatchLimits, Committer } from './committer.ts';
import { ContentFetch } from './content-fetch.ts';
import type { ContentPool } from './content-pool.ts';
import type { ErrorBudget } from './error-budget.ts';
import type { CompiledFilters } from './filters.ts';
import { takePage, type Word } from './page.ts';
import { Paths } from './paths.ts';
import type { PlanOptions } from './plan-write.ts';
import type { PlannedWrite } from './planned-write.ts';

const pageDocuments = 500;
const pageBytes = 4 * 1024 * 1024;
const cursorBytes = 64 * 1024;

/** Makes a context around what is special to one reading. */
export type OpenContext = (own: Pick<Context<unknown>, 'known' | 'signal'>) => Context<unknown>;

/** What one reading of a slice works with. */
export interface ReadSliceOptions {
  readonly connector: AnyConnector;
  /** Makes the context that the connector gets; `known` and `signal` are this reading's. */
  readonly openContext: OpenContext;
  /** Aborts when the sync is canceled. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly store: SyncStore;
  readonly lease: Lease;
  /** Parsed by the connector's schema; null: from the beginning. */
  readonly cursor: Json | null;
  readonly extractor: Extractor;
  readonly pool: ContentPool;
  readonly budget: ErrorBudget;
  readonly filters: CompiledFilters;
  readonly plan: PlanOptions;
  readonly limits: BatchLimits;
  /** Stop after so many documents, as if canceled. */
  readonly maxDocuments?: number;
  readonly onCommit: (counts: Readonly<Counts>) => void;
  readonly onCurrent: (title: string) => void;
}

/**
 * Reads one slice from its cursor until the connector is caught up, and commits what it says. Whatever ends it, what
 * was read by then is committed with the cursor that covers it.
 *
 * @returns false when it stopped at `maxDocuments`
 * @throws what the connector or the store threw; the signal's reason when canceled
 */
export async function readSlice(options: ReadSliceOptions): Promise<boolean> {
  const reading = new SliceReading(options);
  try {
    await reading.retryDue();
    const finished = await reading.read();
    await reading.drain();
    return finished;
  } finally {
    await reading.commitRest();
  }
}

class SliceReading {
  readonly #options: ReadSliceOptions;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #context: Context<unknown>;
  readonly #committer: Committer;
  readonly #contents: ContentFetch;
  readonly #paths: Paths;
  readonly #extras: { readonly documents: readonly Document[]; readonly owner?: string }[] = [];
  #page = new Map<string, Word>();
  #pageBytes = 0;
  #aliases = new Map<string, string>();
  #deletedAliases = new Set<string>();
  #documents = 0;

  constructor(options: ReadSliceOptions) {
    const { connector, store, lease, extractor, pool, budget, plan, limits, clock, onCommit, onCurrent } = options;
    this.#options = options;
    const signal = AbortSignal.any([options.signal, this.#stop.signal]);
    this.#signal = signal;
    this.#context = options.openContext({ signal, known: (ids) => store.known(lease, ids) });
    this.#paths = new Paths(store);
    this.#committer = new Committer({ store, lease, clock, limits, signal, onCommit });
    this.#contents = new ContentFetch({
      connector,
      context: this.#context,
      committer: this.#committer,
      pool,
      budget,
      extractor,
      store,
      maxSize: plan.maxSize,
      revision: plan.revision,
      signal,
      onStop: (error) => this.#stop.abort(error),
      onDocuments: (documents, owner) => this.#extras.push({ documents, owner }),
      onCurrent,
    });
  }

  /** Queues the outstanding contents of this slice that are due. */
  async retryDue(): Promise<void> {
    const { store, lease, plan } = this.#options;
    let after: Digest | undefined;
    for (;;) {
      const due = await store.due(lease, plan.now, after, pageDocuments);
      if (due.length === 0) return;
      after = due.at(-1)?.key;
      await this.#retry(due);
    }
  }

  async #retry(due: readonly DueDocument[]): Promise<void> {
    const { connector } = this.#options;
    const lost = due.filter(({ stored }) => !stored);
    if (lost.length > 0 && connector.fetchDocuments) {
      const wanted = lost.map(({ id, ref, title }) => ({ id, ref, title }));
      for await (const change of abortable(connector.fetchDocuments(this.#context, wanted), this.#signal)) {
        await this.#take(change);
      }
      await this.#flush();
    }
    const listsAll = connector.capabilities.incremental === 'revisit' || connector.capabilities.incremental === 'none';
    const planned: PlannedWrite[] = [];
    for (const { container, attempts, stored, ...target } of due) {
      if (!stored) continue;
      if (container) {
        if (!listsAll) this.#committer.open.relists.add(target.id);
      } else if (connector.fetchContent) {
        planned.push({
          target: { ...target, documentId: stored.documentId },
          stored,
          sameMetadata: false,
          attempts,
          superseded: false,
          phase: 'stored',
        });
      }
    }
    await this.#contents.fetch(planned);
  }

  /** @returns false when it stopped at `maxDocuments` */
  async read(): Promise<boolean> {
    const { connector, lease, cursor, maxDocuments = Number.POSITIVE_INFINITY } = this.#options;
    const { slice, kind } = lease.reading;
    const changes: AsyncIterable<Change<Json> | Seen> =
      kind === 'ids' && connector.readIds
        ? connector.readIds(this.#context, slice, cursor)
        : connector.read(this.#context, slice, cursor);
    for await (const change of abortable(changes, this.#signal)) {
      await this.#take(change);
      if (this.#documents >= maxDocuments && change.type === 'checkpoint') return false;
    }
    await this.#flush();
    return true;
  }

  async #take(change: Change<Json> | Seen): Promise<void> {
    switch (change.type) {
      case 'upsert':
        this.#documents += 1;
        this.#addUpsert(change.document, false);
        break;
      case 'seen':
        this.#page.set(change.id, { type: 'seen' });
        break;
      case 'delete':
        if ('id' in change) this.#page.set(change.id, { type: 'delete' });
        else this.#deleteAlias(change.alias);
        break;
      default:
        await this.#flush();
        await this.#takeSignal(change);
    }
    if (this.#page.size + this.#deletedAliases.size >= pageDocuments || this.#pageBytes >= pageBytes)
      await this.#flush();
  }

  async #takeSignal(change: Exclude<Change<Json>, { type: 'upsert' | 'delete' }>): Promise<void> {
    const { open } = this.#committer;
    switch (change.type) {
      case 'failure': {
        const { id, ref, title, error } = change;
        if (id === undefined) open.voided = true;
        else {
          open.failures.set(id, { key: this.#options.store.keyOf(id), id, ref, title, error });
          open.counts.failed += 1;
        }
        this.#options.budget.count(error);
        break;
      }
      case 'complete':
        open.claims.push(change);
        break;
      case 'relist':
        open.relists.add(change.id);
        break;
      case 'checkpoint': {
        if (Buffer.byteLength(JSON.stringify(change.cursor)) > cursorBytes) {
          throw new SourceError('internal', `The connector's cursor is larger than ${cursorBytes} bytes`);
        }
        open.cursor = change.cursor;
        this.#committer.rotateIfFull();
        await this.#committer.backPressure();
      }
    }
  }

  #addUpsert(document: Document, owned: boolean): void {
    checkDocument(document);
    this.#page.delete(document.id);
    this.#page.set(document.id, { type: 'upsert', document, owned });
    if (document.alias !== undefined) this.#aliases.set(document.alias, document.id);
    this.#pageBytes += document.body?.length ?? 0;
  }

  #deleteAlias(alias: string): void {
    const id = this.#aliases.get(alias);
    if (id === undefined) this.#deletedAliases.add(alias);
    else this.#page.set(id, { type: 'delete' });
  }

  /** A document that the page names under another alias only changed its alias. */
  async #resolveDeletedAliases(): Promise<void> {
    if (this.#deletedAliases.size === 0) return;
    const aliases = [...this.#deletedAliases];
    this.#deletedAliases = new Set();
    await this.#committer.idle();
    const ids = await this.#options.store.findAliases(this.#options.lease, aliases);
    for (const id of ids.values()) if (!this.#page.has(id)) this.#page.set(id, { type: 'delete' });
  }

  async #flush(): Promise<void> {
    while (this.#page.size > 0 || this.#deletedAliases.size > 0 || this.#extras.length > 0) {
      await this.#resolveDeletedAliases();
      const page = this.#page;
      this.#page = new Map();
      this.#pageBytes = 0;
      this.#aliases = new Map();
      const { store, lease, filters, plan } = this.#options;
      await takePage(page, {
        store,
        lease,
        filters,
        plan,
        committer: this.#committer,
        contents: this.#contents,
        paths: this.#paths,
      });
      this.#committer.rotateIfFull();
      await this.#committer.backPressure();
      const extra = this.#extras.shift();
      if (extra) await this.#addExtra(extra.documents, extra.owner);
    }
  }

  async #addExtra(documents: readonly Document[], owner: string | undefined): Promise<void> {
    for (const document of documents) {
      this.#addUpsert(
        owner === undefined ? document : { ...document, parent: document.parent ?? owner },
        owner !== undefined,
      );
    }
    if (owner === undefined) return;
    if (this.#committer.holdsAny([owner])) await this.#committer.idle();
    const kept = new Set(documents.map(({ id }) => id));
    for (const { id } of await this.#options.store.owned(this.#options.lease, owner)) {
      if (!kept.has(id)) this.#page.set(id, { type: 'delete' });
    }
  }

  /** Waits for the contents that are still to come, and takes what they bring along. */
  async drain(): Promise<void> {
    while (!this.#contents.isIdle || this.#extras.length > 0) {
      if (this.#extras.length === 0) await this.#contents.change();
      this.#signal.throwIfAborted();
      await this.#flush();
    }
    this.#signal.throwIfAborted();
  }

  /** Commits what is at hand. Contents that did not come are pending. */
  async commitRest(): Promise<void> {
    this.#stop.abort(new SourceError('internal', 'The reading has ended'));
    do {
      this.#committer.rotate();
      await this.#committer.idle();
    } while (!this.#committer.open.isEmpty);
  }
}

function checkDocument({ id, alias }: Document): void {
  for (const [name, value] of [
    ['id', id],
    ['alias', alias],
  ] as const) {
    if (value !== undefined && (value.length > 2048 || Buffer.byteLength(value) > 2048)) {
      throw new SourceError('internal', `A document's ${name} is longer than 2048 bytes: ${value.slice(0, 80)}…`);
    }
  }
  if (id === '') throw new SourceError('internal', 'A document has an empty id');
}

/** Whether an error means that the cursor is no longer good. */
export function isCursorExpired(error: unknown): boolean {
  return describeError(error).kind === 'cursor-expired';
}
