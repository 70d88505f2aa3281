import type { Change } from '../contract/change.ts';
import type { Context } from '../contract/context.ts';
import type { Document } from '../contract/document.ts';
import { SourceError } from '../contract/errors.ts';
import type { Json } from '../contract/json.ts';
import type { Digest, DueDocument } from '../ports/sync-store.ts';
import { abortable } from './abortable.ts';
import { checkCursor } from './check-cursor.ts';
import { Committer } from './committer.ts';
import { ContentFetch } from './content-fetch.ts';
import { type Extra, ExtraQueue } from './extra-queue.ts';
import { findFault, isId } from './find-fault.ts';
import { isInside } from './inside-document.ts';
import { knownDocuments } from './known-documents.ts';
import { type PageOptions, takePage } from './page.ts';
import { PageBuffer, type Told } from './page-buffer.ts';
import { Paths } from './paths.ts';
import { planRetries, takeApart } from './plan-retries.ts';
import { readAhead } from './read-ahead.ts';
import { type AnyChange, readChanges } from './read-changes.ts';
import type { ReadSliceOptions } from './read-slice-options.ts';
import { takeAccesses } from './take-accesses.ts';
import { takeListings } from './take-listings.ts';
import { ToldMembers } from './told-members.ts';
import { weighChange } from './weigh-change.ts';

const dueDocuments = 500;
/** How far the connector is read ahead of the store. */
const aheadBytes = 1024 * 1024;

/**
 * Reads one slice from its cursor until the connector is caught up, and commits what it says. Whatever ends it, what
 * was read by then is committed with the cursor that covers it.
 *
 * @returns false when it stopped at `maxDocuments`
 * @throws what the connector or the store threw; the signal's reason when canceled
 */
export async function readSlice(options: ReadSliceOptions): Promise<boolean> {
  const reading = new SliceReading(options);
  const commitOld = () => reading.commitOld();
  options.beats.add(commitOld);
  try {
    await reading.retryDue();
    const finished = await reading.read();
    await reading.drain();
    return finished;
  } finally {
    options.beats.delete(commitOld);
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
  readonly #extras = new ExtraQueue();
  readonly #apart = new Set<string>();
  readonly #told = new ToldMembers();
  /** What changes are taken with. */
  readonly #taking: PageOptions;
  readonly #page = new PageBuffer();
  #documents = 0;

  constructor(options: ReadSliceOptions) {
    const { connector, store, lease, extractor, pool, budget, plan, limits, clock, onCommit, onCurrent } = options;
    this.#options = options;
    const signal = AbortSignal.any([options.signal, this.#stop.signal]);
    this.#signal = signal;
    this.#context = options.openContext({ signal, known: (ids) => knownDocuments(options, ids) });
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
      onExtra: (extra) => this.#extras.add(extra),
      onCurrent,
    });
    const own = { committer: this.#committer, contents: this.#contents, told: this.#told };
    this.#taking = { store, lease, filters: options.filters, plan, paths: new Paths(store), ...own };
  }

  /** Queues the outstanding contents of this slice that are due. */
  async retryDue(): Promise<void> {
    const { store, lease, plan } = this.#options;
    let after: Digest | undefined;
    for (;;) {
      const due = await store.due(lease, plan.now, after, dueDocuments);
      if (due.length === 0) return;
      after = due.at(-1)?.key;
      await this.#retry(due);
    }
  }

  async #retry(due: readonly DueDocument[]): Promise<void> {
    const { connector } = this.#options;
    const { documents, contents, relists, owners } = planRetries(due, connector);
    for (const id of relists) this.#committer.open.relists.add(id);
    if (documents.length > 0 && connector.fetchDocuments) {
      for await (const change of abortable(connector.fetchDocuments(this.#context, documents), this.#signal)) {
        await this.#take(change);
      }
      await this.#flush();
    }
    await this.#contents.fetch(contents);
    await this.#takeApart(owners);
  }

  /** Gets the outermost owners again; on the way down to what is outstanding each one in between is opened again. */
  async #takeApart(owners: readonly string[]): Promise<void> {
    const more = owners.filter((id) => !this.#apart.has(id));
    if (more.length === 0) return;
    for (const id of more) this.#apart.add(id);
    const again = takeApart(await this.#options.store.asDue(more), this.#options.connector);
    await this.#takeApart(again.owners);
    await this.#contents.fetch(again.contents);
  }

  /** @returns false when it stopped at `maxDocuments` */
  async read(): Promise<boolean> {
    const { connector, lease, cursor, maxDocuments = Number.POSITIVE_INFINITY } = this.#options;
    const { slice, kind } = lease.reading;
    const changes = readChanges(connector, kind, this.#context, slice, cursor);
    const ahead = { limit: aheadBytes, weigh: weighChange, signal: this.#signal };
    for await (const group of readAhead(changes, ahead)) {
      this.#signal.throwIfAborted();
      for (const change of group) {
        const taken = this.#take(change);
        if (taken) {
          await taken;
          this.#signal.throwIfAborted();
        }
        if (this.#documents >= maxDocuments && change.type === 'checkpoint') {
          await this.#flush();
          return false;
        }
      }
      // Checkpoints that came together are one: a look-up for all their documents costs little more than for a few.
      if (this.#page.hasCursor) await this.#flush();
    }
    await this.#flush();
    return true;
  }

  /** Answers a promise only where there is something to wait for: most changes cost less than one. */
  #take(change: AnyChange): Promise<void> | undefined {
    switch (change.type) {
      case 'upsert': {
        this.#documents += 1;
        const fault = this.#addUpsert(change.document, false);
        if (fault) return fault;
        break;
      }
      case 'seen':
        this.#page.seen(change.id);
        break;
      case 'access':
        this.#page.access(change.id, change.access);
        break;
      case 'delete':
        if ('id' in change) this.#page.delete(change.id);
        else this.#page.deleteAlias(change.alias);
        break;
      case 'listed':
      case 'unchanged':
        this.#page.listing(change);
        break;
      case 'checkpoint':
        this.#page.checkpoint(change.cursor);
        break;
      default:
        return this.#takeSignal(change);
    }
    return this.#page.isFull ? this.#flush() : undefined;
  }

  /** What was said before it is planned by then: a cursor covers it. */
  async #takeSignal(change: Exclude<Change<Json>, { type: Told }>): Promise<void> {
    // Committed with its container, at the latest: once that is known, nobody says this again.
    if (change.type === 'relist') this.#committer.open.relists.add(change.id);
    await this.#flush();
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
        // Reading who may read does not see what exists.
        if (this.#options.lease.reading.kind !== 'access') open.claims.push(change);
    }
  }

  /** A document that cannot be stored costs only itself. */
  #addUpsert(document: Document, owned: boolean, depth = 0): Promise<void> | undefined {
    const fault = findFault(document);
    if (fault !== undefined) return this.#takeFault(document, fault);
    this.#page.upsert(document, { owned, depth, apart: this.#apart.has(document.id) });
    return undefined;
  }

  async #takeFault({ id }: Document, fault: string): Promise<void> {
    // The listing that has it must tell it again.
    this.#told.lose();
    const message = `The connector gave a document that cannot be stored: ${fault}`;
    this.#context.log.warn(message);
    if (!isId(id)) this.#committer.open.counts.failed += 1;
    else await this.#takeSignal({ type: 'failure', id, error: { kind: 'internal', message } });
  }

  /** Looked up when the store knows what was given an alias just before. */
  async #resolveDeletedAliases(): Promise<void> {
    const aliases = this.#page.takeDeletedAliases();
    if (aliases.length === 0) return;
    await this.#committer.commitAll();
    const ids = await this.#options.store.findAliases(this.#options.lease, aliases);
    for (const id of ids.values()) this.#page.deleteUnlessNamed(id);
  }

  /**
   * Takes what is at hand, and waits while too much is to be committed. What came along with contents is taken
   * meanwhile: the batch that is waited for may be waiting for just that.
   */
  async #flush(): Promise<void> {
    const committer = this.#committer;
    while (!this.#page.isEmpty || !this.#extras.isEmpty || committer.isBehind) {
      if (this.#page.isEmpty && this.#extras.isEmpty) {
        await Promise.race([committer.catchUp(), this.#extras.next()]);
        continue;
      }
      const extra = this.#page.isEmpty ? this.#extras.take() : undefined;
      if (extra) await this.#addExtra(extra);
      await this.#resolveDeletedAliases();
      const accesses = this.#page.takeAccesses();
      const listings = this.#page.takeListings();
      const cursor = this.#page.takeCursor();
      await takePage(this.#page.take(), this.#taking);
      if (accesses.size > 0) await takeAccesses(accesses, this.#taking);
      if (listings.length > 0) this.#documents += await takeListings(listings, this.#taking);
      if (cursor !== undefined) {
        checkCursor(cursor);
        committer.open.cursor = cursor;
      }
      extra?.taken();
      committer.rotateIfFull();
    }
    committer.throwIfFailed();
  }

  async #addExtra({ found = [], children, inside, owner, depth }: Extra): Promise<void> {
    for (const document of found) await this.#addUpsert(document, false);
    for (const child of children ?? []) await this.#addUpsert({ ...child, parent: child.parent ?? owner }, true);
    for (const child of inside ?? []) await this.#addUpsert(child, true, depth + 1);
    const kept = new Set([...(children ?? []), ...(inside ?? [])].map(({ id }) => id));
    for (const { id } of await this.#options.store.owned(this.#options.lease, owner)) {
      if ((isInside(owner, id) ? inside : children) && !kept.has(id)) this.#page.delete(id);
    }
  }

  /** Waits for the contents that are still to come, and takes what they bring along. */
  async drain(): Promise<void> {
    while (!this.#contents.isIdle || !this.#extras.isEmpty) {
      if (this.#extras.isEmpty) await this.#contents.change();
      this.#signal.throwIfAborted();
      await this.#flush();
    }
    this.#signal.throwIfAborted();
  }

  /** What was read long ago is not kept waiting by a source that says nothing more for now. */
  commitOld(): void {
    this.#committer.rotateIfFull();
  }

  /** Commits what is at hand. Contents that did not come are pending. */
  async commitRest(): Promise<void> {
    this.#stop.abort(new SourceError('transient', 'The reading has ended'));
    do {
      await this.#committer.commitAll();
    } while (!this.#committer.open.isEmpty);
  }
}
