import { type Clock, StaleLease } from '@acequia/core';
import { SyncRunning, sqlSyncStore } from '@acequia/store';
import {
  createSimulatedSource,
  type PagedSource,
  pagedConnector,
  simulatedConnector,
  startPagedSource,
} from '@acequia/testkit';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { startMariaDb } from '../mariadb/start-mariadb.ts';
import { type DatabasePlace, makeServerPlace, makeSqlitePlace } from '../sync/make-place.ts';
import { pagedContext } from '../sync/paged-context.ts';
import { openSyncFixture, type SyncFixture } from '../sync/sync-fixture.ts';
import { realClock } from '../sync/test-clock.ts';
import { type Child, startChild } from './run-child.ts';

const clean: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of clean.splice(0).reverse()) await end();
});

/** A clock that has gone past every lease that others took by the machine's clock. */
const laterClock: Clock = { ...realClock, now: () => Date.now() + 70_000 };

interface Rivals {
  readonly source: PagedSource;
  readonly place: DatabasePlace;
  readonly fixture: SyncFixture;
  sync(): ReturnType<SyncFixture['sync']>;
}

/** A source, a database, and this process as the one that comes later. */
async function openRivals(place: DatabasePlace, clock: Clock): Promise<Rivals> {
  clean.push(() => place.remove());
  const source = await startPagedSource({ documents: 40, seed: 3, bytes: 40, feeds: 2 });
  clean.push(() => source.close());
  const fixture = await openSyncFixture({
    url: place.url,
    clock,
    connector: pagedConnector({ mode: 'feed', content: 'inline' }),
  });
  clean.push(() => fixture.close());
  const openContext = pagedContext(source.url);
  return { source, place, fixture, sync: () => fixture.sync('incremental', { openContext }) };
}

/** Starts a child that stops itself at a failpoint; resolves when it has stopped. */
async function startStopped({ place, source }: Rivals, name: string, at: number): Promise<Child> {
  const child = startChild({
    databaseUrl: place.url,
    sourceUrl: source.url,
    mode: 'feed',
    content: 'inline',
    signal: 'SIGSTOP',
    name,
    at,
  });
  clean.push(async () => child.process.kill('SIGKILL'));
  await child.stopped;
  return child;
}

/** The child wakes up, finds that it lost the data source, and changes nothing. */
async function expectRefused(child: Child, { fixture, source }: Rivals): Promise<void> {
  const rows = () => fixture.database.reader.all('SELECT id, seq, deleted_at, fingerprint FROM documents ORDER BY id');
  const slices = () =>
    fixture.database.reader.all('SELECT id, cursor_json, lease_token, departing FROM slices ORDER BY id');
  const before = [await rows(), await slices()];
  child.wake();
  const end = await child.end;
  expect(end.result?.error, end.errors).toContain('Another process took over');
  expect([await rows(), await slices()]).toEqual(before);
  expect(await fixture.stored()).toEqual(source.snapshot());
  expect(await fixture.problems(true)).toEqual([]);
}

const engines = [
  ['SQLite', async () => makeSqlitePlace(), [20, 45, 70]],
  // Further on, another slice of the stopped process may be inside a transaction: that is a test of its own.
  ['MariaDB', () => makeServerPlace(inject('mariadbUrl')), [20]],
] as const;

describe.each(engines)('Two processes on %s', (_name, makePlace, places) => {
  it.each(places)(
    'refuses a process that slept past its lease, outside of a transaction (%i)',
    async (at) => {
      const rivals = await openRivals(await makePlace(), laterClock);
      const child = await startStopped(rivals, 'after commit', at);
      rivals.source.model.update('d000000003');
      rivals.source.model.delete('d000000004');
      expect(await rivals.sync()).toMatchObject({ status: 'success' });
      await expectRefused(child, rivals);
    },
    60_000,
  );

  it('lets only one sync run while the other one lives', async () => {
    const rivals = await openRivals(await makePlace(), realClock);
    const child = await startStopped(rivals, 'after commit', 20);
    await expect(rivals.sync()).rejects.toSatisfy(SyncRunning.isInstance);
    child.wake();
    expect((await child.end).result).toMatchObject({ status: 'success' });
    expect(await rivals.fixture.stored()).toEqual(rivals.source.snapshot());
  }, 60_000);

  it('takes over at once from a process that is gone', async () => {
    const rivals = await openRivals(await makePlace(), realClock);
    const child = await startStopped(rivals, 'after commit', 20);
    child.process.kill('SIGKILL');
    await child.end;
    expect(await rivals.sync()).toMatchObject({ status: 'success' });
    expect(await rivals.fixture.stored()).toEqual(rivals.source.snapshot());
    expect(await rivals.fixture.problems(true)).toEqual([]);
  }, 60_000);

  it('refuses every write of a sync that was taken over', async () => {
    const place = await makePlace();
    clean.push(() => place.remove());
    const source = createSimulatedSource(4);
    const fixture = await openSyncFixture({
      url: place.url,
      clock: source.clock,
      connector: simulatedConnector(source),
    });
    clean.push(() => fixture.close());
    await fixture.sync();
    const old = sqlSyncStore(await fixture.begin());
    const offered = [{ id: 'feed-0', roots: [] }];
    const [reading] = await old.openReadings(offered, 'feed', 'basis');
    const lease = await old.lease(reading?.id ?? 0);
    if (!lease) throw new Error('no lease');
    await source.clock.advance(61_000);
    const successor = await openSyncFixture({
      url: place.url,
      clock: source.clock,
      connector: simulatedConnector(source),
    });
    clean.push(() => successor.close());
    await successor.begin();
    const nothing = {
      documents: [],
      contents: [],
      seen: [],
      placed: [],
      accesses: [],
      departed: [],
      departedParents: [],
      failures: [],
      listed: [],
      claims: [],
      voided: false,
      relists: [],
      counts: {
        total: 0,
        created: 0,
        updated: 0,
        moved: 0,
        restored: 0,
        unchanged: 0,
        skipped: 0,
        failed: 0,
        deleted: 0,
        withheld: 0,
        bytes: 0,
        requests: 0,
      },
    };
    const writes = {
      cursor: () => old.commit(lease, { ...nothing, cursor: { phase: 'follow', position: 99 } }),
      seen: () => old.commit(lease, { ...nothing, seen: [1] }),
      departed: () => old.commit(lease, { ...nothing, departed: [1] }),
      claims: () => old.commit(lease, { ...nothing, claims: [{ type: 'complete' }] }),
      depart: () => old.depart(lease, [1]),
      endPass: () => old.endPass(lease, true),
      restart: () => old.restart(lease),
      renew: () => old.renew(lease),
      renewSync: () => old.renew(),
      lease: () => old.lease(lease.reading.id),
      openReadings: () => old.openReadings(offered, 'feed', 'other basis'),
      withhold: () => old.withhold(),
    };
    for (const [name, write] of Object.entries(writes)) {
      await expect(write(), name).rejects.toSatisfy(StaleLease.isInstance);
    }
  }, 60_000);
});

describe('A process that is stopped inside a transaction', () => {
  it('loses its locks and is refused on MariaDB', async () => {
    const rivals = await openRivals(await makeServerPlace(inject('mariadbUrl')), laterClock);
    const child = await startStopped(rivals, 'before commit', 30);
    // The server ends idle transactions after 20 seconds; until then the successor waits for the lock.
    expect(await rivals.sync()).toMatchObject({ status: 'success' });
    await expectRefused(child, rivals);
  }, 120_000);
});

describe('A database server that is killed', () => {
  it('ends a sync with a clear error, and the next one goes on', async () => {
    const server = await startMariaDb();
    clean.push(() => server.stop());
    const rivals = await openRivals(await makeServerPlace(server.url), realClock);
    let requests = 0;
    const killed = Promise.withResolvers<void>();
    rivals.source.onRequest = async () => {
      requests += 1;
      if (requests === 4) await server.kill().then(killed.resolve);
    };
    const cut = await rivals.sync().catch((error: unknown) => error);
    await killed.promise;
    expect(JSON.stringify(cut)).toMatch(/database/);
    rivals.source.onRequest = undefined;
    await server.restart();
    // The sync could not give the data source back: it is free again a minute later.
    const later = await openSyncFixture({
      url: rivals.place.url,
      clock: laterClock,
      connector: pagedConnector({ mode: 'feed', content: 'inline' }),
    });
    clean.push(() => later.close());
    const openContext = pagedContext(rivals.source.url);
    expect(await later.sync('incremental', { openContext })).toMatchObject({ status: 'success' });
    expect(await rivals.fixture.stored()).toEqual(rivals.source.snapshot());
  }, 120_000);
});
