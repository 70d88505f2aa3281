import { type Batch, type DocumentWrite, noCounts, StaleLease } from '@acequia/core';
import { describe, expect, it } from 'vitest';
import { createManualClock, createMemoryStore, type MemoryStore } from '../../src/index.ts';

const nothing: Batch = {
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
  counts: noCounts(),
};

function documentOf(store: MemoryStore, id: string, more: Partial<DocumentWrite> = {}): DocumentWrite {
  return {
    key: store.keyOf(id),
    id,
    alias: id,
    owned: false,
    container: false,
    title: id,
    details: null,
    access: null,
    sameAccess: false,
    revision: '1',
    version: '1',
    fingerprint: `print of ${id}`,
    content: { state: 'ready', hash: 'h', mime: 'text/plain', markdown: id, warnings: [] },
    ...more,
  };
}

async function open() {
  const store = createMemoryStore(createManualClock());
  const [reading] = await store.openReadings([{ id: 'slice', roots: [] }], 'feed', 'basis');
  const begin = async () => {
    const lease = await store.lease(reading?.id ?? 0);
    if (!lease) throw new Error('no lease');
    return lease;
  };
  return { store, begin };
}

describe('the store in memory', () => {
  it('keeps documents, cursors and fingerprints together', async () => {
    const { store, begin } = await open();
    const lease = await begin();
    const write = documentOf(store, 'a');
    await store.commit(lease, { ...nothing, documents: [write], cursor: { at: 1 } });
    expect(write.documentId).toBeDefined();
    expect(await store.lookUp(lease, ['a', 'b'])).toMatchObject([
      { fingerprint: 'print of a', placement: 'present' },
      { key: store.keyOf('b') },
    ]);
    expect(store.cursors().get('slice')).toEqual({ at: 1 });
    expect((await begin()).cursor).toEqual({ at: 1 });
  });

  it('tells ids apart that look alike', async () => {
    const { store, begin } = await open();
    const ids = ['Ä', 'A\u0308', 'a', 'A', 'a ', '\ud800', '\ud801', '__proto__'];
    const documents = ids.map((id) => documentOf(store, id));
    await store.commit(await begin(), { ...nothing, documents });
    expect([...store.documents().keys()]).toEqual(ids);
  });

  it('refuses a writer whose lease another one took over', async () => {
    const { store, begin } = await open();
    const old = await begin();
    await begin();
    await expect(store.commit(old, nothing)).rejects.toBeInstanceOf(StaleLease);
    await expect(store.renew(old)).rejects.toBeInstanceOf(StaleLease);
  });

  it('finds what a range claim covers and the pass did not see', async () => {
    const { store, begin } = await open();
    const documents = ['a', 'b', 'c', 'd'].map((id) => documentOf(store, id));
    const first = await begin();
    await store.commit(first, { ...nothing, documents, claims: [{ type: 'complete' }] });
    await store.endPass(first, true);
    const lease = await begin();
    const [b] = await store.lookUp(lease, ['b']);
    await store.commit(lease, { ...nothing, seen: [b?.documentId ?? 0] });
    const absent = await store.absent(lease, { type: 'complete', from: 'b', to: 'd' }, 0, 10);
    expect(absent.map(({ id }) => id)).toEqual(['c']);
  });

  it('protects what failed and all below it, and voids claims', async () => {
    const { store, begin } = await open();
    const documents = [
      documentOf(store, 'folder', { container: true, content: { state: 'none' } }),
      documentOf(store, 'inside', { parent: 'folder' }),
      documentOf(store, 'beside'),
    ];
    const first = await begin();
    await store.commit(first, { ...nothing, documents, claims: [{ type: 'complete' }] });
    await store.endPass(first, true);
    const lease = await begin();
    const error = { kind: 'forbidden', message: 'No.' } as const;
    const failures = [{ key: store.keyOf('folder'), id: 'folder', error }];
    await store.commit(lease, { ...nothing, failures });
    const absent = await store.absent(lease, { type: 'complete' }, 0, 10);
    expect(absent.map(({ id }) => id)).toEqual(['beside']);
    expect(store.outstanding().get('folder')).toMatchObject({ attempts: 1, error });
    await store.commit(lease, { ...nothing, claims: [{ type: 'complete' }], voided: true });
    expect(await store.claims(lease)).toEqual([]);
  });

  it('lets what is below a departed container go with it, once the pass has ended', async () => {
    const { store, begin } = await open();
    const documents = [
      documentOf(store, 'folder', { container: true, content: { state: 'none' } }),
      documentOf(store, 'inside', { parent: 'folder' }),
      documentOf(store, 'beside'),
    ];
    const lease = await begin();
    await store.commit(lease, { ...nothing, documents });
    const [folder] = await store.lookUp(lease, ['folder']);
    await store.commit(lease, { ...nothing, departed: [folder?.documentId ?? 0] });
    expect(await store.applyDepartures(10)).toEqual({ deleted: 0, done: true });
    await store.endPass(lease, true);
    expect(await store.departures()).toMatchObject({ documents: 1 });
    expect(await store.applyDepartures(10)).toEqual({ deleted: 1, done: true });
    expect([...store.documents().keys()]).toEqual(['beside']);
  });

  it('keeps what an access sync told until the listing says something else', async () => {
    const { store, begin } = await open();
    const lease = await begin();
    const tell = async (access: string | null, sameAccess: boolean) => {
      await store.commit(lease, { ...nothing, documents: [documentOf(store, 'a', { access, sameAccess })] });
      return store.documents().get('a');
    };
    const documentId = (await tell('"first"', false))?.documentId ?? 0;
    await store.commit(lease, { ...nothing, accesses: [{ documentId, access: '"apart"' }] });
    expect(await tell('"first"', true)).toMatchObject({ access: '"apart"', listedAccess: '"first"' });
    expect(await tell(null, false)).toMatchObject({ access: null, listedAccess: null });
  });
});
