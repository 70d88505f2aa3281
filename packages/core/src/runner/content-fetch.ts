import type { AnyConnector } from '../contract/connector.ts';
import type { Context } from '../contract/context.ts';
import type { Document } from '../contract/document.ts';
import { describeError, errorFrom, SourceError } from '../contract/errors.ts';
import type { Fetched, Wanted } from '../contract/fetched.ts';
import type { ContentWrite } from '../ports/batch.ts';
import { abortable } from './abortable.ts';
import type { Committer } from './committer.ts';
import {
  type ContentOptions,
  contentOfError,
  type ReceivedBody,
  type ReceivedContent,
  receiveContent,
  receiveNow,
} from './content.ts';
import type { ContentPool } from './content-pool.ts';
import type { ErrorBudget } from './error-budget.ts';
import type { Extra } from './extra-queue.ts';
import { insideDocument } from './inside-document.ts';
import type { PlannedWrite } from './planned-write.ts';

/** What it costs to hold a content whose size nobody knows, in bytes. */
const unknownSize = 1024 * 1024;

/** Bytes that are asked for together, as far as sizes are known: large contents come side by side, not one behind another. */
const groupBytes = 8 * 1024 * 1024;

/** What a {@link ContentFetch} works with. */
export interface ContentFetchOptions extends ContentOptions {
  readonly connector: AnyConnector;
  readonly context: Context<unknown>;
  readonly committer: Committer;
  readonly pool: ContentPool;
  readonly budget: ErrorBudget;
  /** The reading cannot go on: the source refuses us, or asks to wait. */
  readonly onStop: (error: unknown) => void;
  /** To be planned before the content is stored: a stored content is not fetched again, and they would be lost. */
  readonly onExtra: (extra: Extra) => void;
  readonly onCurrent: (title: string) => void;
}

/** Gets the contents of planned documents, in the connector's batch size, and hands them to the committer. */
export class ContentFetch {
  readonly #options: ContentFetchOptions;
  readonly #byId = new Map<string, PlannedWrite>();
  /** Their content came, but not yet what came along with it. */
  readonly #held = new Set<PlannedWrite>();
  #jobs = 0;
  #changed = Promise.withResolvers<void>();

  constructor(options: ContentFetchOptions) {
    this.#options = options;
  }

  /** The planned document whose content is on its way. */
  underWay(id: string): PlannedWrite | undefined {
    return this.#byId.get(id);
  }

  /** What is on its way for this document is no longer wanted. */
  supersede(id: string): void {
    const planned = this.#byId.get(id);
    if (planned) planned.superseded = true;
    this.#byId.delete(id);
  }

  get isIdle(): boolean {
    return this.#jobs === 0;
  }

  /** Resolves when a fetch ends. */
  change(): Promise<void> {
    return this.#changed.promise;
  }

  /** Takes a body that came alone. Answers a promise only where there is something to wait for. */
  receive(planned: PlannedWrite, received: ReceivedBody): Promise<void> | undefined {
    let now: ReceivedContent | undefined;
    try {
      now = receiveNow(received, planned.stored, this.#options);
    } catch (error) {
      this.#deliver(planned, this.#fail(planned, error));
      return undefined;
    }
    if (!now) return this.#receiveLater(planned, received);
    this.#deliver(planned, this.#count(now));
    return undefined;
  }

  /** @param along what the connector gave along with the body */
  async #receiveLater(
    planned: PlannedWrite,
    received: ReceivedBody,
    along: Pick<Extra, 'children' | 'found'> = {},
  ): Promise<void> {
    const owner = planned.target.id;
    let content: ContentWrite | undefined;
    let inside: readonly Document[] | undefined;
    try {
      const now = await receiveContent(received, planned.stored, this.#options);
      content = this.#count(now);
      inside = now.inside?.map((child) => insideDocument(owner, child));
    } catch (error) {
      content = this.#fail(planned, error);
    }
    const { children, found } = along;
    if (!content || !(children || found || inside)) return this.#deliver(planned, content);
    this.#hold(planned, content, { owner, depth: received.depth ?? 0, children, found, inside });
  }

  /** The content is stored behind what came along with it. */
  #hold(planned: PlannedWrite, content: ContentWrite, extra: Omit<Extra, 'taken'>): void {
    this.#held.add(planned);
    const taken = () => {
      this.#held.delete(planned);
      this.#forget(planned);
      this.#options.committer.arriveBehind(planned, content);
    };
    this.#options.onExtra({ ...extra, taken });
  }

  #count({ content, bytes }: ReceivedContent): ContentWrite {
    const { committer, budget } = this.#options;
    committer.open.counts.bytes += bytes;
    budget.count();
    return content;
  }

  /** Queues the contents of a page; resolves when the queue has room again. */
  async fetch(planned: readonly PlannedWrite[]): Promise<void> {
    for (const group of this.#groups(planned)) {
      for (const one of group) this.#byId.set(one.target.id, one);
      this.#jobs += 1;
      const weight = group.reduce((sum, { target }) => sum + (target.size ?? unknownSize), 0);
      await this.#options.pool.add(weight, () => this.#fetchGroup(group));
    }
  }

  /** No more than the connector takes at once, nor so much that few of them fit into the pool together. */
  *#groups(planned: readonly PlannedWrite[]): Generator<readonly PlannedWrite[]> {
    const { contentBatch = 1 } = this.#options.connector.capabilities;
    let group: PlannedWrite[] = [];
    let bytes = 0;
    for (const one of planned) {
      const { size = 0 } = one.target;
      if (group.length > 0 && (group.length >= contentBatch || bytes + size > groupBytes)) {
        yield group;
        group = [];
        bytes = 0;
      }
      group.push(one);
      bytes += size;
    }
    if (group.length > 0) yield group;
  }

  async #fetchGroup(group: readonly PlannedWrite[]): Promise<void> {
    const missing = new Map(group.filter(({ superseded }) => !superseded).map((one) => [one.target.id, one]));
    try {
      if (missing.size > 0) await this.#fetchMissing(missing);
    } catch (error) {
      const { kind } = describeError(error);
      if (this.#options.signal.aborted) this.#options.onStop(this.#options.signal.reason);
      else if (kind === 'rate-limited' || kind === 'auth') this.#options.onStop(error);
      else this.#failAll([...missing.values()], error);
    }
    for (const planned of group) if (!this.#held.has(planned)) this.#forget(planned);
    this.#jobs -= 1;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }

  #forget(planned: PlannedWrite): void {
    if (this.#byId.get(planned.target.id) === planned) this.#byId.delete(planned.target.id);
  }

  async #fetchMissing(missing: Map<string, PlannedWrite>): Promise<void> {
    const { connector, context, signal } = this.#options;
    if (!connector.fetchContent) {
      throw new SourceError('internal', `The connector ${connector.type} gave no body and cannot fetch one`);
    }
    const wanted = [...missing.values()].map(wantedOf);
    for await (const fetched of abortable(connector.fetchContent(context, wanted), signal)) {
      const planned = missing.get(fetched.id);
      if (!planned) continue;
      this.#options.onCurrent(planned.target.title ?? planned.target.id);
      const taken = this.#take(planned, fetched);
      if (taken) await taken;
      missing.delete(fetched.id);
    }
    for (const planned of missing.values()) {
      this.#settle(planned, new SourceError('bad-response', 'The connector answered nothing for this document'));
    }
    missing.clear();
  }

  /** Answers a promise only where there is something to wait for. */
  #take(planned: PlannedWrite, fetched: Fetched): Promise<void> | undefined {
    if ('error' in fetched) {
      this.#settle(planned, errorFrom(fetched.error));
      return undefined;
    }
    if ('unchanged' in fetched) {
      if (planned.stored?.content === 'ready') this.#settle(planned);
      else this.#settle(planned, new SourceError('bad-response', 'Said to be unchanged, but nothing is stored'));
      return undefined;
    }
    const { body, version, children, found } = fetched;
    const { id, title = id } = planned.target;
    const mime = fetched.mime ?? planned.target.mime;
    if (version !== undefined) planned.version = version;
    const received = { body, mime, title };
    if (children || found) return this.#receiveLater(planned, received, { children, found });
    return this.receive(planned, received);
  }

  #settle(planned: PlannedWrite, error?: unknown): void {
    this.#deliver(planned, error === undefined ? { state: 'keep' } : this.#fail(planned, error));
  }

  /** One call that failed is one fault of the source, however many documents it was for. */
  #failAll(missing: readonly PlannedWrite[], error: unknown): void {
    for (const [i, planned] of missing.entries()) this.#deliver(planned, this.#fail(planned, error, i === 0));
  }

  #deliver(planned: PlannedWrite, content: ContentWrite | undefined): void {
    if (content) planned.content = content;
    this.#options.committer.arrive(planned);
  }

  #fail(planned: PlannedWrite, error: unknown, counts = true): ContentWrite | undefined {
    if (this.#options.signal.aborted) {
      this.#options.onStop(this.#options.signal.reason);
      return undefined;
    }
    const description = describeError(error);
    const content = contentOfError(error, planned.attempts + 1, this.#options.context.clock.now());
    const { documentId } = planned.target;
    if (description.kind === 'gone' && documentId !== undefined) this.#options.committer.open.departed.add(documentId);
    if (description.kind === 'auth') this.#options.onStop(error);
    try {
      if (counts) this.#options.budget.count(description);
    } catch (spent) {
      this.#options.onStop(spent);
    }
    return content;
  }
}

function wantedOf({ target, stored }: PlannedWrite): Wanted {
  const { id, ref, title, mime, size } = target;
  const storedVersion = stored?.content === 'ready' ? stored.version : undefined;
  return { id, ref, title, mime, size, storedVersion };
}
