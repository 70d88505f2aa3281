import { describe, expect, it } from 'vitest';
import {
  type Applied,
  type ChangeBatch,
  type ChangeFeed,
  type DocumentChange,
  type FollowProgress,
  followChanges,
  type SearchIndex,
} from '../src/index.ts';

/** A change log in memory that tells when it has grown. */
class Log implements ChangeFeed {
  readonly changes = new Map<number, DocumentChange[]>();
  readonly purges = new Map<number, number>();
  readonly reads: number[] = [];
  #wake = Promise.withResolvers<void>();

  add(dataSourceId: number, count: number): void {
    const log = this.changes.get(dataSourceId) ?? [];
    for (let at = 0; at < count; at += 1) {
      const seq = log.length + 1;
      log.push({ documentId: seq, dataSourceId, seq, title: `t${seq}`, markdown: `text ${seq}` });
    }
    this.changes.set(dataSourceId, log);
    this.wake();
  }

  wake(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers<void>();
  }

  async dataSources() {
    return [...this.changes.keys()];
  }

  async next(dataSourceId: number, afterSeq: number, limit: { documents: number }) {
    const found = (this.changes.get(dataSourceId) ?? []).filter(({ seq }) => seq > afterSeq).slice(0, limit.documents);
    this.reads.push(found.length);
    return found;
  }

  async latest(dataSourceId: number) {
    return this.changes.get(dataSourceId)?.at(-1)?.seq ?? 0;
  }

  async purged(dataSourceId: number) {
    return this.purges.get(dataSourceId) ?? 0;
  }

  changed(signal: AbortSignal) {
    const { promise, resolve } = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => resolve(), { once: true });
    return Promise.race([this.#wake.promise, promise]);
  }
}

/** Remembers what it was given. */
class Memory implements SearchIndex {
  readonly positions = new Map<number, number>();
  readonly documents = new Map<number, Set<number>>();
  readonly removed: number[] = [];

  async apply({ dataSourceId, after, position, changes }: ChangeBatch): Promise<Applied> {
    const at = this.positions.get(dataSourceId) ?? 0;
    if (at < after) return { documents: 0, chunksAdded: 0, chunksRemoved: 0, chunksKept: 0 };
    const documents = this.documents.get(dataSourceId) ?? new Set();
    for (const { documentId } of changes) documents.add(documentId);
    this.documents.set(dataSourceId, documents);
    this.positions.set(dataSourceId, position);
    return { documents: changes.length, chunksAdded: changes.length, chunksRemoved: 0, chunksKept: 0 };
  }

  async position(dataSourceId: number) {
    return this.positions.get(dataSourceId) ?? 0;
  }

  async dataSources() {
    return [...this.positions.keys()];
  }

  async remove(dataSourceId: number) {
    this.removed.push(dataSourceId);
    this.positions.delete(dataSourceId);
    this.documents.delete(dataSourceId);
  }

  async rebuild() {
    this.positions.clear();
    this.documents.clear();
  }

  async search() {
    return { hits: [], matched: 'all' as const };
  }

  async close() {}
}

/** Follows until a progress report satisfies a condition. */
async function followUntil(
  feed: Log,
  index: SearchIndex,
  enough: (progress: FollowProgress) => boolean,
  begun?: () => void,
) {
  const reports: FollowProgress[] = [];
  const stop = new AbortController();
  const following = followChanges({
    feed,
    index,
    signal: stop.signal,
    limit: { documents: 10, bytes: 1_000_000 },
    onProgress: (progress) => {
      reports.push(progress);
      if (reports.length === 1) begun?.();
      if (enough(progress)) stop.abort();
    },
  });
  await following;
  return reports;
}

describe('followChanges', () => {
  it('reads in batches, the data sources in turn, and reports the lag', async () => {
    const [feed, index] = [new Log(), new Memory()];
    feed.add(1, 25);
    feed.add(2, 5);
    const reports = await followUntil(feed, index, ({ dataSourceId, lag }) => dataSourceId === 1 && lag === 0);
    expect(reports.map(({ dataSourceId, position, lag }) => [dataSourceId, position, lag])).toEqual([
      [1, 10, 15],
      [2, 5, 0],
      [1, 20, 5],
      [1, 25, 0],
    ]);
  });

  it('goes on with what comes later', async () => {
    const [feed, index] = [new Log(), new Memory()];
    feed.add(1, 1);
    await followUntil(
      feed,
      index,
      ({ position }) => position === 4,
      () => setImmediate(() => feed.add(1, 3)),
    );
    expect(index.documents.get(1)?.size).toBe(4);
  });

  it('begins where the index is', async () => {
    const [feed, index] = [new Log(), new Memory()];
    feed.add(1, 20);
    index.positions.set(1, 15);
    await followUntil(feed, index, ({ lag }) => lag === 0);
    expect([...(index.documents.get(1) ?? [])]).toEqual([16, 17, 18, 19, 20]);
  });

  it('removes data sources that are gone', async () => {
    const [feed, index] = [new Log(), new Memory()];
    index.positions.set(9, 4);
    feed.add(1, 1);
    await followUntil(feed, index, () => true);
    expect([index.removed, await index.dataSources()]).toEqual([[9], [1]]);
  });

  it('starts over when deletions were purged behind it, or the log was set back', async () => {
    for (const [position, purged] of [
      [3, 5],
      [30, 0],
    ] as const) {
      const [feed, index] = [new Log(), new Memory()];
      feed.add(1, 8);
      feed.purges.set(1, purged);
      index.positions.set(1, position);
      await followUntil(feed, index, ({ lag }) => lag === 0);
      expect([index.removed, index.documents.get(1)?.size]).toEqual([[1], 8]);
    }
  });

  it('starts over when the index is rebuilt in the middle', async () => {
    const [feed, index] = [new Log(), new Memory()];
    feed.add(1, 30);
    await followUntil(
      feed,
      index,
      ({ lag, documents }) => lag === 0 && documents > 0,
      () => void index.rebuild(),
    );
    expect(index.documents.get(1)?.size).toBe(30);
  });

  it('rejects with what the feed throws', async () => {
    const feed = new Log();
    feed.add(1, 1);
    feed.next = () => Promise.reject(new Error('database is gone'));
    await expect(followUntil(feed, new Memory(), () => true)).rejects.toThrow('database is gone');
  });

  it('does nothing when it is stopped before it begins', async () => {
    const feed = new Log();
    feed.add(1, 1);
    await followChanges({ feed, index: new Memory(), signal: AbortSignal.abort() });
    expect(feed.reads).toEqual([]);
  });
});
