import { afterEach, describe, expect, it } from 'vitest';
import {
  createManualClock,
  createRandom,
  mutateRandomly,
  type PagedSource,
  type PagedSourceOptions,
  pagedConnector,
  startPagedSource,
} from '../src/index.ts';
import { createPagedContext, createPagedHost } from './harness/paged-host.ts';

const sources: PagedSource[] = [];
async function start(options: PagedSourceOptions): Promise<PagedSource> {
  const source = await startPagedSource({ bytes: 100, ...options });
  sources.push(source);
  return source;
}
afterEach(async () => {
  await Promise.all(sources.splice(0).map((source) => source.close()));
});

const variants = (['feed', 'window', 'revisit'] as const).flatMap((mode) => [
  { mode, content: 'inline', claims: 'ranges' } as const,
  { mode, content: 'lazy', contentBatch: 7 } as const,
]);

describe.each(variants)('a paged source read by %o', (options) => {
  it('is what a full read and incrementals give, while it changes', async () => {
    const clock = createManualClock();
    const source = await start({ documents: 60, feeds: 2, clock, skew: 90_000, granularity: 1000 });
    const host = createPagedHost(source, options);
    const random = createRandom(5);
    await host.sync();
    expect(host.snapshot()).toEqual(source.snapshot());
    for (let round = 0; round < 5; round++) {
      source.onRequest = async () => {
        mutateRandomly(source.model, random);
        await clock.advance(400);
      };
      await host.sync();
      source.onRequest = undefined;
    }
    await host.sync();
    if (options.mode === 'window') await host.reconcile();
    expect(host.snapshot()).toEqual(source.snapshot());
  });

  it('goes on from every checkpoint to the same end', async () => {
    const source = await start({ documents: 30, feeds: 1 });
    const whole = createPagedHost(source, options);
    let changes = 0;
    whole.onChange = () => void changes++;
    await whole.sync();
    for (let stop = 1; stop <= changes; stop++) {
      const host = createPagedHost(source, options);
      let left = stop;
      host.onChange = () => {
        if (--left === 0) throw new Error('killed');
      };
      await expect(host.sync()).rejects.toThrow('killed');
      host.onChange = undefined;
      await host.sync();
      expect(host.snapshot()).toEqual(source.snapshot());
    }
  });
});

describe('a paged connector', () => {
  it('finds a late commit by the overlap of its window', async () => {
    const clock = createManualClock();
    const source = await start({ documents: 5, clock });
    const host = createPagedHost(source, { mode: 'window' });
    await host.sync();
    await clock.advance(60_000);
    await host.sync();
    const seen = source.model.create({ late: 4000 });
    const missed = source.model.create({ late: 9000 });
    await host.sync();
    expect(host.store.documents.has(seen)).toBe(true);
    expect(host.store.documents.has(missed)).toBe(false);
  });

  it('reads odd ids and titles byte for byte', async () => {
    const source = await start({ documents: 3 });
    const ids = ['Ä', 'A\u0308', 'a', 'A', ' a ', 'd/..?&#%2F', '😀', '\uffee', '__proto__', 'x'.repeat(2048)];
    for (const id of ids) source.model.create({ id, title: `${id}\u202e`, body: `\ufeffbody of ${id}\r\n` });
    for (const contentBatch of [1, 3]) {
      const host = createPagedHost(source, { content: 'lazy', pageSize: 2, contentBatch });
      await host.sync();
      expect(host.snapshot()).toEqual(source.snapshot());
      expect([...host.store.documents.keys()]).toEqual(expect.arrayContaining(ids));
    }
  });

  it('does not read again what a checkpoint covers', async () => {
    const source = await start({ documents: 100, folders: { depth: 0, breadth: 0 } });
    const host = createPagedHost(source);
    source.faults.at((request) => request.query.after === 'd000000079', { type: 'reset' }, 1);
    await expect(host.sync()).rejects.toMatchObject({ kind: 'transient' });
    source.requests.clear();
    await host.sync();
    expect(source.requests.count('documents')).toBe(3);
    expect(host.snapshot()).toEqual(source.snapshot());
  });

  it('asks for nothing but the changes when nothing changed', async () => {
    const source = await start({ documents: 50, feeds: 3 });
    const host = createPagedHost(source, { content: 'lazy' });
    await host.sync();
    source.requests.clear();
    await host.sync();
    expect(source.requests.count('changes')).toBe(3);
    expect(source.requests.count()).toBe(4);
  });

  it('tells a forgotten position, and refuses the cursors of another mode', async () => {
    const source = await start({ documents: 5 });
    const host = createPagedHost(source);
    await host.sync();
    source.model.updateEverything();
    await expect(host.sync()).rejects.toMatchObject({ kind: 'cursor-expired' });
    host.cursors.clear();
    await host.sync();
    expect(host.snapshot()).toEqual(source.snapshot());
    const cursor = host.cursors.get('feed-0');
    expect(pagedConnector({ mode: 'window' }).cursor.safeParse(cursor).success).toBe(false);
    expect(pagedConnector().cursor.safeParse({ ...cursor, extra: 1 }).success).toBe(false);
  });

  it('has a slice for each feed that a pick lies in, and reads only the picks', async () => {
    const source = await start({ documents: 40, feeds: 3 });
    const connector = pagedConnector();
    const context = createPagedContext(source);
    const picks = [{ id: 'feed-1-folder-1' }, { id: 'feed-1-folder-2' }, { id: 'nowhere' }];
    const slices = [];
    for await (const slice of connector.slices?.(context, picks) ?? []) slices.push(slice);
    expect(slices).toEqual([{ id: 'feed-1', title: 'Channel 1', roots: picks.slice(0, 2) }]);
    source.model.delete('feed-1-folder-2');
    const changes = [];
    for await (const change of connector.read(context, slices[0] ?? { id: '', roots: [] }, null)) changes.push(change);
    const ids = changes.flatMap((change) => (change.type === 'upsert' ? [change.document.id] : []));
    expect(ids).toContain('feed-1-folder-1');
    expect(ids).not.toContain('feed-1-folder-3');
    expect(changes).toContainEqual({ type: 'delete', id: 'feed-1-folder-2' });
    expect(changes.filter((change) => change.type === 'complete')).toEqual([{ type: 'complete' }]);
  });

  it('lists containers by level and by search', async () => {
    const source = await start({ documents: 5, feeds: 2, folders: { depth: 1, breadth: 2 } });
    source.model.rename('feed-1-folder-2', 'Wells');
    const connector = pagedConnector();
    const list = async (parent?: string, search?: string) => {
      const ids: string[] = [];
      for await (const one of connector.listContainers?.(createPagedContext(source), parent, search) ?? [])
        ids.push(one.id);
      return ids;
    };
    expect(await list()).toEqual(['feed-0', 'feed-1']);
    expect(await list('feed-1')).toEqual(['feed-1-folder-1', 'feed-1-folder-2']);
    expect(await list(undefined, 'wel')).toEqual(['feed-1-folder-2']);
    await expect(list('nowhere')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('tells single documents apart: there, deleted, never seen, forbidden', async () => {
    const source = await start({ documents: 3 });
    source.model.delete('d000000001');
    source.faults.item('d000000002', 403);
    const wanted = ['d000000000', 'd000000001', 'd000000002', 'nowhere'].map((id) => ({ id }));
    const changes = [];
    for await (const change of pagedConnector().fetchDocuments?.(createPagedContext(source), wanted) ?? [])
      changes.push(change);
    expect(changes).toMatchObject([
      { type: 'upsert', document: { id: 'd000000000' } },
      { type: 'delete', id: 'd000000001' },
      { type: 'failure', id: 'd000000002', error: { kind: 'forbidden' } },
      { type: 'failure', id: 'nowhere', error: { kind: 'not-found' } },
    ]);
  });

  it('validates the address and the token', async () => {
    const source = await start({ documents: 3, token: 'right' });
    const connector = pagedConnector();
    expect(await connector.validate(createPagedContext(source, { token: 'right' }))).toMatchObject([{ ok: true }]);
    const [check] = await connector.validate(createPagedContext(source, { token: 'wrong' }));
    expect(check).toMatchObject({ ok: false, remedy: expect.stringContaining('token') });
    expect(connector.settings.safeParse({ url: 'file:///etc' }).success).toBe(false);
    expect(connector.settings.parse({ url: 'http://127.0.0.1:1' })).toMatchObject({ pageSize: 100, overlap: 5000 });
  });
});
