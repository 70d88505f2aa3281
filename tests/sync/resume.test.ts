import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pagedConnector, startPagedSource } from '@acequia/testkit';
import { afterEach, expect, test } from 'vitest';
import { pagedContext } from './paged-context.ts';
import { openSyncFixture } from './sync-fixture.ts';
import { realClock } from './test-clock.ts';

const clean: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of clean.splice(0).reverse()) await end();
});

test('a listing that was cut off at 80 % goes on there, and reads at most one page again', async () => {
  const pages = 100;
  const pageSize = 100;
  const source = await startPagedSource({
    seed: 5,
    documents: pages * pageSize,
    bytes: 100,
    feeds: 1,
    folders: { depth: 0, breadth: 0 },
  });
  clean.push(() => source.close());
  const folder = await mkdtemp(join(tmpdir(), 'acequia-resume-'));
  clean.push(() => rm(folder, { recursive: true }));
  const fixture = await openSyncFixture({
    url: join(folder, 'store.db'),
    connector: pagedConnector({ mode: 'feed' }),
    clock: realClock,
  });
  clean.push(() => fixture.close());
  const openContext = pagedContext(source.url, { pageSize });
  const listed = () => source.requests.count('documents');

  const stop = new AbortController();
  source.onRequest = () => {
    if (listed() >= pages * 0.8) stop.abort(new Error('cut off'));
  };
  // Small batches: the cursor is written often, so little can be lost.
  const cut = await fixture.sync('incremental', { openContext, signal: stop.signal, batch: { documents: pageSize } });
  source.onRequest = undefined;
  expect(cut.status).toBe('canceled');
  const before = listed();
  expect(before).toBeGreaterThanOrEqual(pages * 0.8);

  const resumed = await fixture.sync('incremental', { openContext });
  expect(resumed.status).toBe('success');
  expect(resumed.counts.deleted + resumed.counts.withheld).toBe(0);
  // One page that was on its way, and the last one, which may be empty.
  expect(listed()).toBeLessThanOrEqual(pages + 3);
  expect((await fixture.stored()).size).toBe(source.snapshot().size);
});
