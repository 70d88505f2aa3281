import type { ErrorKind, SyncKind, SyncOutcome } from '@acequia/core';
import { createExtractor } from '@acequia/extract';
import { WithheldDeletions } from '@acequia/store';
import {
  createRandom,
  createSimulatedSource,
  mutateRandomly,
  type ReadMode,
  type SimulatedSource,
  simulatedConnector,
} from '@acequia/testkit';
import { createDyingDatabase, type DyingDatabase } from '../failpoints/dying-database.ts';
import { openSyncFixture, type SyncFixture } from '../sync/sync-fixture.ts';

/** What the source is like. */
export interface ModelSetting {
  readonly seed: number;
  readonly mode: ReadMode;
  readonly content: 'inline' | 'lazy';
  readonly claims: 'whole' | 'ranges';
  readonly ids: boolean;
  /** Milliseconds by which the source's clock is ahead. */
  readonly skew: number;
  /** Milliseconds to which it rounds its times down. */
  readonly granularity: number;
  /** Documents in a batch. */
  readonly batch: number;
  /** Bytes in a batch. */
  readonly bytes: number;
}

/** One thing that happens. */
export type ModelCommand =
  | { readonly type: 'mutate'; readonly count: number }
  | { readonly type: 'advance'; readonly seconds: number }
  | { readonly type: 'break'; readonly fault: 403 | 404 | 500 | 'broken' }
  | { readonly type: 'heal' }
  | {
      readonly type: 'sync';
      readonly kind: SyncKind;
      /** Steps before which the source changes. */
      readonly changes: readonly number[];
      readonly fault?: { readonly step: number; readonly kind: ErrorKind | 'end' };
      /** Failpoint at which the process dies. */
      readonly kill?: number;
    };

const extractor = createExtractor({ workers: 1 });
const day = 24 * 60 * 60 * 1000;

/** A simulated source and a store that follows it through whatever happens. */
export class ModelWorld {
  readonly history: string[] = [];
  readonly source: SimulatedSource;
  readonly #setting: ModelSetting;
  readonly #url: string;
  readonly #random: () => number;
  #fixture: SyncFixture | undefined;
  #dying: DyingDatabase = createDyingDatabase();
  /**
   * A stream that ended early without a word broke the contract. A feed that tells only the folder which went, while a
   * listing has shown what is deep below but not yet the folders in between, leaves nothing to find that by.
   */
  #needsFull = false;
  /** The last sync read everything, and none runs. */
  #listed = false;

  constructor(setting: ModelSetting, url: string) {
    this.#setting = setting;
    this.#url = url;
    this.#random = createRandom(setting.seed);
    // What follows a feed or a window tells no aliases, and a document without one is in no range.
    const claims = setting.mode === 'revisit' ? setting.claims : 'whole';
    this.source = createSimulatedSource(setting.seed, { ...setting, claims, documents: 30, bytes: 24 });
  }

  async #open(): Promise<SyncFixture> {
    if (this.#fixture) return this.#fixture;
    this.#dying = createDyingDatabase();
    this.#fixture = await openSyncFixture({
      url: this.#url,
      connector: simulatedConnector(this.source),
      clock: this.source.clock,
      extractor,
      wrap: (database) => this.#dying.wrap(database),
    });
    return this.#fixture;
  }

  async close(): Promise<void> {
    await this.#fixture?.close();
    this.#fixture = undefined;
  }

  #mutate(): void {
    const { model } = this.source;
    const what = mutateRandomly(model, this.#random);
    this.history.push(what);
    if (!this.#listed && /^(delete|move) (feed|new)/.test(what)) this.#needsFull = true;
  }

  /** Does it, and answers what is wrong in the store afterwards. */
  async apply(command: ModelCommand): Promise<string[]> {
    const { clock, model, faults } = this.source;
    this.history.push(JSON.stringify(command));
    switch (command.type) {
      case 'mutate':
        for (let i = 0; i < command.count; i += 1) this.#mutate();
        return [];
      case 'advance':
        await clock.advance(command.seconds * 1000);
        return [];
      case 'break': {
        const documents = model.feeds.flatMap((feed) => [...model.store.byId(feed)].map(({ id }) => id));
        faults.item(documents[Math.floor(this.#random() * documents.length)] ?? '', command.fault);
        return [];
      }
      case 'heal':
        faults.clear();
        return [];
      case 'sync':
        await this.#sync(command);
        return (await this.#open()).problems();
    }
  }

  async #sync(command: Extract<ModelCommand, { type: 'sync' }>): Promise<void> {
    const { clock, faults } = this.source;
    const fixture = await this.#open();
    const first = this.source.steps;
    const changes = new Set(command.changes.map((step) => first + step));
    this.source.onStep = (step) => {
      if (changes.has(step)) this.#mutate();
    };
    if (command.fault) {
      const { step, kind } = command.fault;
      if (kind === 'end') this.#needsFull = true;
      const until = kind === 'rate-limited' ? { until: clock.now() + 30_000 } : {};
      faults.at(first + step, kind === 'end' ? kind : { kind, ...until });
    }
    this.#dying.dieAfter(command.kill);
    this.#listed = false;
    try {
      const outcome = await fixture.sync(command.kind, {
        batch: { documents: this.#setting.batch, bytes: this.#setting.bytes },
      });
      this.history.push(`=> ${describe(outcome)}`);
      this.#listed = outcome.status === 'success';
    } catch (error) {
      this.history.push(`=> threw ${error}`);
      if (!this.#dying.dead) throw error;
    }
    this.source.onStep = undefined;
    if (!this.#dying.dead) return;
    await this.close();
    await clock.advance(61_000);
  }

  /** Everything works again: syncs what the mode needs, and answers the difference that is left. */
  async settle(): Promise<{ problems: string[]; stored: object; source: object }> {
    const { clock, faults } = this.source;
    faults.clear();
    await clock.advance(2 * day);
    const kinds: SyncKind[] = {
      feed: ['incremental'] as const,
      // The first of two may go on with one that was interrupted: a listing cannot miss what was there then, and a
      // window by a clock that is behind has passed times that are still to come.
      revisit: ['incremental', 'incremental'] as const,
      window: ['incremental', 'incremental', 'reconcile', 'reconcile'] as const,
    }[this.#setting.mode].slice();
    if (this.#needsFull && this.#setting.mode !== 'revisit') kinds.unshift('full');
    for (const kind of kinds) await this.#sync({ type: 'sync', kind, changes: [] });
    const fixture = await this.#open();
    const review = new WithheldDeletions(fixture.database, 1, clock);
    const approved = await review.approve(fixture.dataSourceId, 1_000_000);
    if (approved > 0) this.history.push(`approved ${approved}`);
    return {
      problems: await fixture.problems(true),
      stored: sorted(await fixture.stored()),
      source: sorted(this.source.snapshot()),
    };
  }
}

function describe({ status, error, slices, counts }: SyncOutcome): string {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  return `${status} ${error?.message ?? ''} ${slices.map((slice) => `${slice.id} ${slice.status}`)} ${some.map(([name, count]) => `${name} ${count}`)}`;
}

const sorted = (entries: ReadonlyMap<string, object>) =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
