import type { AnyConnector } from '../contract/connector.ts';
import type { Context } from '../contract/context.ts';
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
import { groupContents, halve } from './content-groups.ts';
import type { ContentPool } from './content-pool.ts';
import type { ErrorBudget } from './error-budget.ts';
import type { Extra } from './extra-queue.ts';
import { insideDocument } from './inside-document.ts';
import type { PlannedWrite } from './planned-write.ts';

/** What it costs to hold a content whose size nobody knows, in bytes. */
const unknownSize = 1024 * 1024;

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

/** What a connector gives along with a body. */
type Along = Pick<Extra, 'children' | 'found'>;

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

  /**
   * Takes a body. Answers a promise only where there is something to wait for.
   *
   * @param along what the connector gave along with it
   */
  receive(planned: PlannedWrite, received: ReceivedBody, along: Along = {}): Promise<void> | undefined {
    try {
      const now = receiveNow(received, planned.stored, this.#options);
      if (!now) return this.#receiveLater(planned, received, along);
      this.#finish(planned, received, this.#count(now), { ...along, inside: now.inside });
    } catch (error) {
      this.#finish(planned, received, this.#fail(planned, error), along);
    }
    return undefined;
  }

  async #receiveLater(planned: PlannedWrite, received: ReceivedBody, along: Along): Promise<void> {
    try {
      const now = await receiveContent(received, planned.stored, this.#options);
      this.#finish(planned, received, this.#count(now), { ...along, inside: now.inside });
    } catch (error) {
      this.#finish(planned, received, this.#fail(planned, error), along);
    }
  }

  #finish(
    planned: PlannedWrite,
    { depth = 0 }: ReceivedBody,
    content: ContentWrite | undefined,
    { children, found, inside }: Along & Pick<ReceivedContent, 'inside'>,
  ): void {
    if (!content || !(children || found || inside)) {
      this.#deliver(planned, content);
      return;
    }
    const owner = planned.target.id;
    const documents = inside?.map((child) => insideDocument(owner, child));
    this.#hold(planned, content, { owner, depth, children, found, inside: documents });
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
    for (const group of groupContents(planned, this.#options.connector.capabilities.contentBatch)) {
      for (const one of group) this.#byId.set(one.target.id, one);
      this.#jobs += 1;
      const weight = group.reduce((sum, { target }) => sum + (target.size ?? unknownSize), 0);
      await this.#options.pool.add(weight, () => this.#fetchGroup(group));
    }
  }

  async #fetchGroup(group: readonly PlannedWrite[]): Promise<void> {
    try {
      await this.#options.committer.room();
      const missing = new Map(group.filter(({ superseded }) => !superseded).map((one) => [one.target.id, one]));
      if (missing.size > 0) await this.#fetchMissing(missing);
    } catch (error) {
      this.#options.onStop(this.#options.signal.aborted ? this.#options.signal.reason : error);
    }
    for (const planned of group) if (!this.#held.has(planned)) this.#forget(planned);
    this.#jobs -= 1;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }

  #forget(planned: PlannedWrite): void {
    if (this.#byId.get(planned.target.id) === planned) this.#byId.delete(planned.target.id);
  }

  /**
   * One document that breaks a call must not cost the others: what is missing is asked for again in halves, as long as
   * anything comes. Throws what stops the reading.
   */
  async #fetchMissing(missing: Map<string, PlannedWrite>): Promise<void> {
    const wanted = missing.size;
    try {
      await this.#call(missing);
    } catch (error) {
      if (this.#isStop(error)) throw error;
      const isDown = missing.size === wanted && !(await this.#bringsLast(missing));
      if (wanted === 1 || isDown) this.#failAll([...missing.values()], error);
      else for (const half of halve(missing)) await this.#fetchMissing(half);
    }
  }

  /** Asks for the last one alone: a source that gives it is not down. */
  async #bringsLast(missing: Map<string, PlannedWrite>): Promise<boolean> {
    const last = [...missing].at(-1);
    if (!last || missing.size === 1) return false;
    try {
      await this.#call(new Map([last]));
      return missing.delete(last[0]);
    } catch (error) {
      if (this.#isStop(error)) throw error;
      return false;
    }
  }

  #isStop(error: unknown): boolean {
    const { kind } = describeError(error);
    return this.#options.signal.aborted || kind === 'rate-limited' || kind === 'auth';
  }

  /** Takes out of `missing` what came. */
  async #call(missing: Map<string, PlannedWrite>): Promise<void> {
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
    return this.receive(planned, { body, mime, title }, { children, found });
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
    const isGone = description.kind === 'gone' && !planned.superseded;
    if (isGone && documentId !== undefined) this.#options.committer.open.departed.add(documentId);
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
