import type { AnyConnector } from '../contract/connector.ts';
import { describeError, type ErrorDescription } from '../contract/errors.ts';
import type { Json } from '../contract/json.ts';
import type { Slice } from '../contract/slice.ts';
import type { Progress } from '../ports/progress.ts';
import { type Lease, type Reading, StaleLease } from '../ports/sync-store.ts';
import { abortable } from './abortable.ts';
import { ContentPool } from './content-pool.ts';
import { addCounts, noCounts } from './counts.ts';
import { ErrorBudget } from './error-budget.ts';
import { compileFilters } from './filters.ts';
import { readGroups } from './read-groups.ts';
import { readSlice } from './read-slice.ts';
import { resolveClaims, sweep } from './sweep.ts';
import type { SyncKind, SyncOptions } from './sync-options.ts';
import type { SliceOutcome, SyncOutcome } from './sync-outcome.ts';

const defaultMaxSize = 50 * 1024 * 1024;

/**
 * Runs one sync of one data source: reads its slices, fetches what is wanted, commits it in batches, and ends with the
 * sweep. Never rejects: what went wrong is in the outcome, and what was read until then is kept.
 */
export async function runSync(options: SyncOptions): Promise<SyncOutcome> {
  return new SyncRun(options).run();
}

/** A connector without a cheaper way answers the same by reading everything. */
function readingKindOf(kind: SyncKind, connector: AnyConnector): 'feed' | 'ids' | 'access' {
  if (kind === 'reconcile' && connector.readIds) return 'ids';
  if (kind === 'access' && connector.readAccess) return 'access';
  return 'feed';
}

class SyncRun {
  readonly #options: SyncOptions;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #counts = noCounts();
  readonly #pool: ContentPool;
  readonly #budget = new ErrorBudget();
  readonly #beats = new Set<() => void>();
  /** By reading. */
  readonly #leases = new Map<number, Lease>();
  readonly #relisted = new Set<number>();
  #phase: Progress['phase'] = 'starting';

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
    this.#pool = new ContentPool({ concurrency: 8, queue: 2000, bytes: 64 * 1024 * 1024, ...options.pool });
  }

  async run(): Promise<SyncOutcome> {
    const beating = this.#beat();
    const outcomes: SliceOutcome[] = [];
    let error: ErrorDescription | undefined;
    try {
      this.#report('starting');
      // Before anything else: whoever left a group must not read on for as long as the documents take.
      await this.#readGroups(outcomes);
      await this.#readAll(outcomes);
      this.#report('sweeping');
      const { store, applyDeletions } = this.#options;
      const { deleted, withheld } = await sweep(store, this.#signal, applyDeletions);
      this.#counts.deleted += deleted;
      this.#counts.withheld = withheld;
    } catch (thrown) {
      if (!this.#options.signal.aborted)
        error = describeError(this.#stop.signal.aborted ? this.#stop.signal.reason : thrown);
    }
    this.#stop.abort();
    await beating;
    this.#report('done');
    return this.#outcome(outcomes, error);
  }

  #outcome(outcomes: readonly SliceOutcome[], error: ErrorDescription | undefined): SyncOutcome {
    const bad = outcomes.filter(({ status }) => status !== 'success' && status !== 'skipped');
    const failed = bad.filter(({ status }) => status === 'failed');
    const waiting = bad.flatMap(({ waitingUntil }) => (waitingUntil === undefined ? [] : [waitingUntil]));
    const good = outcomes.length - bad.length;
    const waitingUntil = waiting.length > 0 ? Math.min(...waiting) : undefined;
    let status: SyncOutcome['status'] = 'success';
    if (this.#options.signal.aborted) status = 'canceled';
    else if (error || (failed.length > 0 && good === 0)) status = 'failed';
    else if (waitingUntil !== undefined) status = 'waiting';
    else if (bad.length > 0 || this.#counts.failed > 0) status = 'partial';
    return { status, counts: this.#counts, error: error ?? failed[0]?.error, slices: bad, waitingUntil };
  }

  async #readGroups(outcomes: SliceOutcome[]): Promise<void> {
    const outcome = await readGroups(this.#options, this.#signal);
    if (outcome) outcomes.push(outcome);
  }

  async #readAll(outcomes: SliceOutcome[]): Promise<void> {
    const { connector, kind } = this.#options;
    const offered = await this.#offeredSlices();
    const readingKind = readingKindOf(kind, connector);
    const open = () => this.#options.store.openReadings(offered, readingKind, this.#options.basis);
    const slices = [...Map.groupBy(await open(), ({ slice }) => slice.id).values()];
    this.#report('reading');
    const worker = async () => {
      for (let readings = slices.shift(); readings; readings = slices.shift()) {
        await this.#readSlice(readings, open, outcomes);
      }
    };
    const width = Math.max(1, this.#options.concurrency ?? 4);
    // A worker that fails ends the others first: nothing may go on writing behind an outcome.
    const failing = (error: unknown) => {
      this.#stop.abort(error);
      throw error;
    };
    const ends = await Promise.allSettled(Array.from({ length: width }, () => worker().catch(failing)));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  /** The readings of one slice never run side by side: what one of them sees, another must not find absent. */
  async #readSlice(
    readings: readonly Reading[],
    open: () => Promise<readonly Reading[]>,
    outcomes: SliceOutcome[],
  ): Promise<void> {
    const queue = [...readings];
    for (let reading = queue.shift(); reading; reading = queue.shift()) {
      outcomes.push(await this.#readOne(reading));
      if (queue.length > 0 || this.#signal.aborted) continue;
      for (const found of await open()) {
        const here = found.kind === 'relist' && found.slice.id === reading.slice.id;
        if (here && !this.#relisted.has(found.id)) queue.push(found);
      }
    }
  }

  async #offeredSlices(): Promise<Slice[]> {
    const { connector, picks, openContext, store } = this.#options;
    if (!connector.slices) return [{ id: '', roots: picks }];
    const context = openContext({ signal: this.#signal, known: async () => new Map() });
    const slices: Slice[] = [];
    const offered = connector.slices(context, picks, await store.knownSlices());
    for await (const slice of abortable(offered, this.#signal)) slices.push(slice);
    return slices;
  }

  async #readOne(reading: Reading): Promise<SliceOutcome> {
    const { store, clock, kind, log } = this.#options;
    const { slice } = reading;
    const named = { id: slice.id, title: slice.title ?? (slice.id || 'all') };
    if (reading.kind === 'relist') this.#relisted.add(reading.id);
    if (this.#signal.aborted) return { ...named, status: 'canceled' };
    if (reading.waitingUntil !== undefined && reading.waitingUntil > clock.now()) {
      return { ...named, status: 'waiting', waitingUntil: reading.waitingUntil };
    }
    const same = slice.version !== undefined && slice.version === reading.finishedVersion;
    if (same && !reading.due && kind === 'incremental' && reading.kind === 'feed')
      return { ...named, status: 'skipped' };
    const lease = await store.lease(reading.id);
    if (!lease) return { ...named, status: 'busy' };
    this.#leases.set(reading.id, lease);
    let held = lease;
    try {
      if (kind !== 'incremental' && reading.kind === 'feed') {
        held = await store.restart(held);
      }
      const finished = await this.#readLeased(held);
      this.#leases.delete(reading.id);
      await store.release(held, {});
      return { ...named, status: finished ? 'success' : 'partial' };
    } catch (thrown) {
      const error = describeError(thrown);
      this.#leases.delete(reading.id);
      if (StaleLease.isInstance(thrown)) this.#stop.abort(thrown);
      else await store.release(held, { error, waitingUntil: error.until });
      if (this.#options.signal.aborted) return { ...named, status: 'canceled' };
      if (error.kind === 'rate-limited') {
        return { ...named, status: 'waiting', waitingUntil: error.until ?? clock.now() };
      }
      log.error(`Reading ${named.title} failed: ${error.message}`, { slice: slice.id, kind: error.kind });
      if (error.kind === 'auth') this.#stop.abort(thrown);
      return { ...named, status: 'failed', error };
    }
  }

  async #readLeased(lease: Lease): Promise<boolean> {
    const { connector, store, clock, extractor, openContext } = this.#options;
    const parsed = lease.cursor === null ? undefined : connector.cursor.safeParse(lease.cursor);
    const from = parsed && !parsed.success ? await store.restart(lease) : lease;
    const filters = compileFilters(this.#options.filters);
    const { kind, refetch = false } = this.#options;
    const revision = `${connector.contentRevision}.${extractor.revision}.${this.#options.settingsRevision}`;
    const read = (at: Lease, cursor: Json | null) =>
      readSlice({
        kind,
        connector,
        openContext,
        signal: this.#signal,
        clock,
        store,
        lease: at,
        cursor,
        extractor,
        pool: this.#pool,
        budget: this.#budget,
        filters,
        plan: { revision, refetch, maxSize: this.#options.filters.maxSize ?? defaultMaxSize, now: clock.now() },
        limits: { documents: 1000, bytes: 8 * 1024 * 1024, age: 1000, grace: 2000, ...this.#options.batch },
        maxDocuments: this.#options.maxDocuments,
        onCommit: (counts) => {
          addCounts(this.#counts, counts);
          this.#report(this.#phase);
        },
        onCurrent: (title) => this.#report(this.#phase, title),
        beats: this.#beats,
      });
    let held = from;
    let finished: boolean;
    try {
      finished = await read(held, parsed?.success ? parsed.data : null);
    } catch (error) {
      if (describeError(error).kind !== 'cursor-expired') throw error;
      held = await store.restart(held);
      finished = await read(held, null);
    }
    if (!finished) return false;
    const context = openContext({ signal: this.#signal, known: (ids) => store.known(held, ids) });
    await resolveClaims(store, held, connector, context);
    await store.endPass(held, true);
    return true;
  }

  async #beat(): Promise<void> {
    const { clock, store, heartbeat = 15_000 } = this.#options;
    try {
      for (;;) {
        await clock.sleep(heartbeat, this.#signal);
        await store.renew();
        for (const beat of this.#beats) beat();
        for (const [id, lease] of this.#leases) {
          await store.renew(lease).catch((error: unknown) => {
            // Given back in the meantime.
            if (this.#leases.has(id)) throw error;
          });
        }
      }
    } catch (error) {
      if (!this.#signal.aborted) this.#stop.abort(error);
    }
  }

  #report(phase: Progress['phase'], current?: string): void {
    this.#phase = phase;
    this.#options.onProgress?.({ phase, counts: this.#counts, current, outstanding: this.#pool.outstanding });
  }
}
