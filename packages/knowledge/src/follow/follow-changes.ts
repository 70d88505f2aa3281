import type { ChangeFeed, ChangeLimit } from '../ports/change-feed.ts';
import type { Applied, SearchIndex } from '../ports/search-index.ts';

/** How far the index is with one data source after a batch. */
export interface FollowProgress extends Applied {
  readonly dataSourceId: number;
  readonly position: number;
  /** The log's latest `seq` when the batch was begun. */
  readonly latest: number;
  /** `latest - position`, never negative: how many changes the index is behind at most. */
  readonly lag: number;
}

export interface FollowOptions {
  readonly feed: ChangeFeed;
  readonly index: SearchIndex;
  /** Ends the work between two batches. */
  readonly signal: AbortSignal;
  /** Called after each batch. */
  readonly onProgress?: (progress: FollowProgress) => void;
  /** How much is read and applied at once. Default 2,000 documents, 8 MiB. */
  readonly limit?: ChangeLimit;
}

const defaultLimit: ChangeLimit = { documents: 2_000, bytes: 8 * 1024 * 1024 };

/** Keeps the index true to the change logs until the signal aborts, then resolves. Rejects with what the feed or the index throws. */
export async function followChanges(options: FollowOptions): Promise<void> {
  while (!options.signal.aborted) {
    await catchUp(options);
    if (!options.signal.aborted) await options.feed.changed(options.signal);
  }
}

/**
 * Applies every change that the logs have, batch by batch, the data sources in turn, and returns. Data sources that are gone
 * leave the index; one whose log was cut off or set back behind the index starts over.
 */
export async function catchUp(options: FollowOptions): Promise<void> {
  const { feed, index, signal } = options;
  let behind = [...(await feed.dataSources())];
  const existing = new Set(behind);
  for (const dataSourceId of await index.dataSources()) {
    if (!existing.has(dataSourceId)) await index.remove(dataSourceId);
  }
  while (behind.length > 0) {
    const next: number[] = [];
    for (const dataSourceId of behind) {
      if (signal.aborted) return;
      if (await applyBatch(options, dataSourceId)) next.push(dataSourceId);
    }
    behind = next;
  }
}

/** True when there may be more. */
async function applyBatch(options: FollowOptions, dataSourceId: number): Promise<boolean> {
  const { feed, index, onProgress, limit = defaultLimit } = options;
  const latest = await feed.latest(dataSourceId);
  let position = await index.position(dataSourceId);
  if (position > 0 && (position > latest || position < ((await feed.purged?.(dataSourceId)) ?? 0))) {
    await index.remove(dataSourceId);
    position = 0;
  }
  if (position >= latest) return false;
  const changes = await feed.next(dataSourceId, position, limit);
  const last = changes.at(-1);
  if (!last) return false;
  const applied = await index.apply({ dataSourceId, after: position, position: last.seq, changes });
  onProgress?.({ dataSourceId, position: last.seq, latest, lag: Math.max(0, latest - last.seq), ...applied });
  return true;
}
