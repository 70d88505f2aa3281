import type { Access } from '../contract/access.ts';
import type { LookedUp } from '../ports/sync-store.ts';
import { accessText } from './fingerprint.ts';
import type { PageOptions } from './page.ts';

/** Writes who may read stored documents, where that changed. What the store does not have has no readers either. */
export async function takeAccesses(
  accesses: ReadonlyMap<string, Access | undefined>,
  options: Pick<PageOptions, 'store' | 'lease' | 'committer'>,
): Promise<void> {
  const { committer } = options;
  const ids = [...accesses.keys()];
  if (ids.some((id) => committer.open.planned.has(id))) committer.rotate();
  const looked = await lookUp(ids, options);
  const rows = looked.flatMap(({ documentId }) => (documentId === undefined ? [] : [documentId]));
  const stored = await options.store.load(rows);
  for (const [i, id] of ids.entries()) {
    const before = stored.get(looked[i]?.documentId ?? 0);
    if (!before || before.deleted) continue;
    const { documentId } = before;
    const access = accessText(accesses.get(id));
    const open = committer.open;
    open.counts.total += 1;
    const is = open.accesses.get(documentId)?.access;
    if ((is === undefined ? before.access : is) === access) {
      open.counts.unchanged += 1;
      continue;
    }
    open.counts.updated += 1;
    open.accesses.set(documentId, { documentId, access });
  }
}

/** What the store has when no commit holds any of these. */
async function lookUp(
  ids: readonly string[],
  { store, lease, committer }: Pick<PageOptions, 'store' | 'lease' | 'committer'>,
): Promise<readonly LookedUp[]> {
  for (;;) {
    await committer.idle();
    const before = committer.rotations;
    const looked = await store.lookUp(lease, ids);
    if (committer.rotations === before) return looked;
  }
}
