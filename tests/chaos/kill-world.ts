import { deletionCap } from '@acequia/core';
import { WithheldDeletions } from '@acequia/store';
import {
  createRandom,
  mutateRandomly,
  type PagedSource,
  pagedConnector,
  type ReadMode,
  startPagedSource,
} from '@acequia/testkit';
import type { DatabasePlace } from '../sync/make-place.ts';
import { pagedContext } from '../sync/paged-context.ts';
import { openSyncFixture, type SyncFixture } from '../sync/sync-fixture.ts';
import { realClock } from '../sync/test-clock.ts';
import { type ChildEnd, runChild } from './run-child.ts';

/** A source that children read over HTTP, and the database that they share. */
export interface KillWorld {
  readonly source: PagedSource;
  readonly fixture: SyncFixture;
  /** Random changes, now. */
  mutate(count: number): void;
  /** The source changes before each of its next answers with this probability. */
  changeMeanwhile(probability: number): void;
  /** A sync in a process of its own, which dies at a failpoint if one is given. */
  runChild(at?: number): Promise<ChildEnd>;
  /** Syncs in this process until the mode is satisfied, and agrees to deletions that are too many for a day. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface KillWorldOptions {
  readonly place: DatabasePlace;
  readonly mode: ReadMode;
  readonly content: 'inline' | 'lazy';
  readonly documents: number;
  readonly seed: number;
}

/** Documents that may always go in a day without a person's consent: the cap of the smallest source. */
const unasked = deletionCap({ documents: 0, liveAtStart: 0, deletedLately: 0, emptied: [] });

export async function openKillWorld(options: KillWorldOptions): Promise<KillWorld> {
  const { place, mode, content, documents, seed } = options;
  const source = await startPagedSource({ documents, seed, bytes: 40, feeds: 2, folders: { depth: 1, breadth: 2 } });
  const random = createRandom(seed);
  const fixture = await openSyncFixture({
    url: place.url,
    clock: realClock,
    connector: pagedConnector({ mode, content }),
  });
  const sync = async (kind: 'incremental' | 'reconcile') => {
    const outcome = await fixture.sync(kind, { openContext: pagedContext(source.url) });
    if (outcome.status !== 'success') throw new Error(`The sync after the kill: ${JSON.stringify(outcome)}`);
  };
  // How many go in a day hangs on chance, and on how far each child came.
  const review = new WithheldDeletions(fixture.database, 1, realClock);
  const approve = async () => {
    const { database, dataSourceId } = fixture;
    const approved = await review.approve(dataSourceId, 1_000_000);
    const [gone] = await database.reader.all<{ n: number }>(
      'SELECT COUNT(*) AS n FROM documents WHERE container = 0 AND deleted_at IS NOT NULL',
    );
    if (approved > 0 && Number(gone?.n) <= unasked)
      throw new Error(`${approved} deletions of ${gone?.n} were withheld`);
  };
  return {
    source,
    fixture,
    mutate(count) {
      for (let i = 0; i < count; i += 1) mutateRandomly(source.model, random);
    },
    changeMeanwhile(probability) {
      source.onRequest = () => {
        if (random() < probability) mutateRandomly(source.model, random);
      };
    },
    runChild: (at) =>
      runChild({ databaseUrl: place.url, sourceUrl: source.url, mode, content, ...(at !== undefined && { at }) }),
    async settle() {
      source.onRequest = undefined;
      await sync('incremental');
      if (mode === 'window') await sync('reconcile');
      if (mode === 'revisit') await sync('incremental');
      await approve();
    },
    async close() {
      await fixture.close();
      await source.close();
      await place.remove();
    },
  };
}
