import { hash } from 'node:crypto';
import { type Batch, type ContentWrite, type DocumentWrite, type Lease, noCounts, type SyncStore } from '@acequia/core';
import { beginSync, finishSync, newOwner, type SyncScope, sqlSyncStore } from '../../src/index.ts';
import type { TestStore } from './test-store.ts';

const digest = (text: string) => hash('sha256', text, 'hex');

/** Content that stays with its document. */
export function inline(markdown: string): ContentWrite {
  return { state: 'ready', hash: digest(markdown), mime: 'text/markdown', markdown, warnings: [] };
}

/** Content that is kept for other documents with the same bytes. */
export function shared(markdown: string): ContentWrite {
  return { ...inline(markdown), sharedAs: digest(markdown) } as ContentWrite;
}

/** The text that another document brought. */
export function reuse(markdown: string): ContentWrite {
  return { state: 'reuse', hash: digest(markdown), mime: 'text/markdown', sharedAs: digest(markdown) };
}

/** A sync of one data source that a test drives by hand. */
export interface TestSync {
  readonly scope: SyncScope;
  readonly store: SyncStore;
  lease(sliceId?: string): Promise<Lease>;
  document(id: string, more?: Partial<DocumentWrite>): DocumentWrite;
  /** Looks the documents up, as the runner does, and commits them. */
  commit(lease: Lease, documents: readonly DocumentWrite[], more?: Partial<Batch>): Promise<void>;
  /** Rows of stored documents. */
  rows(lease: Lease, ids: readonly string[]): Promise<number[]>;
  finish(): Promise<void>;
}

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

export async function startSync(
  test: TestStore,
  dataSourceId: number,
  slices: readonly string[] = ['all'],
): Promise<TestSync> {
  const { clock, open } = test;
  const { database } = open;
  const owner = newOwner();
  const scope = await beginSync({
    database,
    clock,
    tenantId: 1,
    dataSourceId,
    owner,
    kind: 'incremental',
    trigger: 'manual',
  });
  const store = sqlSyncStore(scope);
  const readings = await store.openReadings(
    slices.map((id) => ({ id, roots: [] })),
    'feed',
    'basis',
  );
  return {
    scope,
    store,
    async lease(sliceId = slices[0] ?? '') {
      const reading = readings.find(({ slice }) => slice.id === sliceId);
      const lease = reading && (await store.lease(reading.id));
      if (!lease) throw new Error(`no lease for ${sliceId}`);
      return lease;
    },
    document: (id, more = {}) => ({
      key: store.keyOf(id),
      id,
      title: `Title of ${id}`,
      owned: false,
      container: false,
      version: '1',
      revision: 'revision',
      fingerprint: digest(id).slice(0, 32),
      details: null,
      access: null,
      sameAccess: false,
      content: inline(`Text of ${id}`),
      ...more,
    }),
    async commit(lease, documents, more = {}) {
      const found = await store.lookUp(
        lease,
        documents.map(({ id }) => id),
      );
      const known = documents.map((document, i) => ({ ...document, documentId: found[i]?.documentId }));
      await store.commit(lease, { ...nothing, documents: known, ...more });
    },
    async rows(lease, ids) {
      const found = await store.lookUp(lease, ids);
      return found.flatMap(({ documentId }) => (documentId === undefined ? [] : [documentId]));
    },
    async finish() {
      await finishSync(scope, { status: 'success', counts: noCounts(), slices: [] });
    },
  };
}

/** Runs one sync from its beginning to its end. */
export async function sync(
  test: TestStore,
  dataSourceId: number,
  work: (running: TestSync, lease: Lease) => Promise<void>,
): Promise<void> {
  const running = await startSync(test, dataSourceId);
  const lease = await running.lease();
  try {
    await work(running, lease);
  } finally {
    await running.store.release(lease, {});
    await running.finish();
  }
}
