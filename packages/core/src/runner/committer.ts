import type { Clock } from '../contract/context.ts';
import type { ContentWrite } from '../ports/batch.ts';
import type { Counts } from '../ports/counts.ts';
import type { Lease, SyncStore } from '../ports/sync-store.ts';
import { OpenBatch } from './open-batch.ts';
import type { PlannedWrite } from './planned-write.ts';

/** Closed batches that may wait while more contents come. */
const mayWait = 2;

/** When a batch is closed, whichever comes first. */
export interface BatchLimits {
  /** Documents. */
  readonly documents: number;
  /** Bytes of markdown and metadata. */
  readonly bytes: number;
  /** Milliseconds since it was opened. */
  readonly age: number;
  /** Milliseconds that a closed batch waits for contents before it commits them as pending. */
  readonly grace: number;
}

/** What a {@link Committer} works with. */
export interface CommitterOptions {
  readonly store: Pick<SyncStore, 'commit'>;
  readonly lease: Lease;
  readonly clock: Clock;
  readonly limits: BatchLimits;
  /** Aborted: late contents are not waited for. */
  readonly signal: AbortSignal;
  /** Called after each commit with what it did. */
  readonly onCommit: (counts: Readonly<Counts>) => void;
}

/**
 * Collects changes into batches and commits these one after another, while the next one is being read. A cursor is
 * part of the batch whose documents it covers. Content that is late is committed as pending and follows in a later batch.
 */
export class Committer {
  readonly #options: CommitterOptions;
  #open = new OpenBatch();
  /** When the open batch was opened, or divided. */
  #openedAt: number;
  /** When the oldest of it came: its cursor waits since then. */
  #begunAt: number;
  #commits: Promise<void> = Promise.resolve();
  #rotations = 0;
  #waiting = 0;
  readonly #inFlight = new Set<string>();
  readonly #arrivals = new Map<PlannedWrite, () => void>();
  #isInGrace = false;
  #turned = Promise.withResolvers<void>();
  #failed: { readonly error: unknown } | undefined;

  constructor(options: CommitterOptions) {
    this.#options = options;
    this.#openedAt = options.clock.now();
    this.#begunAt = this.#openedAt;
  }

  /** The batch that changes go into. Never keep it over an `await`. */
  get open(): OpenBatch {
    return this.#open;
  }

  /** Batches closed so far. */
  get rotations(): number {
    return this.#rotations;
  }

  /** Whether a running commit holds one of these documents: a look-up would not see it yet. */
  holdsAny(ids: Iterable<string>): boolean {
    if (this.#inFlight.size === 0) return false;
    for (const id of ids) if (this.#inFlight.has(id)) return true;
    return false;
  }

  /** Resolves when no commit is running. Rejects if one failed. */
  async idle(): Promise<void> {
    while (this.#waiting > 0) await this.#commits;
    if (this.#failed) throw this.#failed.error;
  }

  /** Commits what is open, behind the earlier ones. Rejects if a commit failed. */
  async commitAll(): Promise<void> {
    this.rotate();
    await this.idle();
  }

  /** The content of a planned document came, or its failure. */
  arrive(planned: PlannedWrite): void {
    this.#arrivals.get(planned)?.();
    this.#arrivals.delete(planned);
    if (planned.superseded) return;
    if (planned.phase === 'stored') this.#open.plan(planned);
    else if (planned.phase === 'open') this.#open.weigh(planned);
    this.rotateIfFull();
  }

  /**
   * The same for a content that must not be stored before what is in the open batch or was in an earlier one: a batch
   * that is closed already takes the document as pending.
   */
  arriveBehind(planned: PlannedWrite, content: ContentWrite): void {
    planned.broughtOthers = true;
    const early = planned.phase !== 'stored' && this.#open.planned.get(planned.target.id) !== planned;
    if (early) planned.late = content;
    else planned.content = content;
    this.arrive(planned);
  }

  /** Closes the batch if it is full or old; if it is only large, what came of it, while the rest may still come. */
  rotateIfFull(): void {
    const { documents, bytes, age, grace } = this.#options.limits;
    const now = this.#options.clock.now();
    const isOld = now - this.#openedAt >= age || now - this.#begunAt >= age + grace;
    if (this.#open.size >= documents || isOld) this.rotate();
    else if (this.#open.bytes >= bytes) this.#rotateArrived();
  }

  /** Closes the batch and lets it commit behind the earlier ones. */
  rotate(): void {
    const batch = this.#open;
    this.#openedAt = this.#begunAt = this.#options.clock.now();
    if (batch.isEmpty) return;
    this.#open = new OpenBatch();
    this.#close(batch);
  }

  #rotateArrived(): void {
    if (this.#open.outstanding().length === 0) {
      this.rotate();
      return;
    }
    const arrived = this.#open.takeArrived();
    this.#openedAt = this.#options.clock.now();
    if (!arrived.isEmpty) this.#close(arrived);
    // What stays must not be so much that each further content divides it again.
    if (this.#open.bytes >= this.#options.limits.bytes / 2) this.rotate();
  }

  #close(batch: OpenBatch): void {
    this.#rotations += 1;
    for (const id of batch.planned.keys()) this.#inFlight.add(id);
    this.#waiting += 1;
    this.#commits = this.#commits.then(() => this.#settleAndCommit(batch));
  }

  /** More than one batch waits to be committed: read no further, so that memory stays bounded. */
  get isBehind(): boolean {
    return this.#waiting > 1;
  }

  /** Resolves when more contents may come: those that came are not piling up. A commit that waits for some has room for all. */
  async room(): Promise<void> {
    while (this.#waiting > mayWait && !this.#isInGrace) await this.#turned.promise;
  }

  /** Resolves when what is closed now is committed, or has failed. */
  catchUp(): Promise<void> {
    return this.#commits;
  }

  /** @throws what a commit failed with */
  throwIfFailed(): void {
    if (this.#failed) throw this.#failed.error;
  }

  async #settleAndCommit(batch: OpenBatch): Promise<void> {
    try {
      if (this.#failed) return;
      await this.#grace(batch.outstanding());
      const { batch: closed, pending } = batch.close();
      for (const planned of batch.planned.values()) planned.phase = 'sent';
      await this.#options.store.commit(this.#options.lease, closed);
      for (const [planned, document] of pending) {
        planned.target.documentId = document.documentId;
        this.#stored(planned);
      }
      this.#options.onCommit(closed.counts);
    } catch (error) {
      this.#failed ??= { error };
    } finally {
      this.#waiting -= 1;
      for (const id of batch.planned.keys()) this.#inFlight.delete(id);
      this.#turn();
    }
  }

  #turn(): void {
    this.#turned.resolve();
    this.#turned = Promise.withResolvers();
  }

  #stored(planned: PlannedWrite): void {
    planned.phase = 'stored';
    delete planned.effect;
    planned.content ??= planned.late;
    if (planned.content && !planned.superseded) this.#open.plan(planned);
  }

  async #grace(outstanding: PlannedWrite[]): Promise<void> {
    if (outstanding.length === 0) return;
    const all = Promise.all(
      outstanding.map(
        (planned) =>
          new Promise<void>((resolve) => {
            if (planned.content || planned.late || planned.superseded) resolve();
            else this.#arrivals.set(planned, resolve);
          }),
      ),
    );
    const timer = new AbortController();
    const { clock, limits, signal } = this.#options;
    const late = clock.sleep(limits.grace, AbortSignal.any([timer.signal, signal])).catch(() => undefined);
    this.#isInGrace = true;
    this.#turn();
    await Promise.race([all, late]);
    this.#isInGrace = false;
    timer.abort();
    for (const planned of outstanding) this.#arrivals.delete(planned);
  }
}
