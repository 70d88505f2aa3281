import type { Document } from '../contract/document.ts';
import type { Digest, Lease, LookedUp, SyncStore } from '../ports/sync-store.ts';
import type { Committer } from './committer.ts';
import type { ContentFetch } from './content-fetch.ts';
import type { CompiledFilters } from './filters.ts';
import type { Paths } from './paths.ts';
import { withoutContent } from './plan-retries.ts';
import { isHeldBack, isUnchanged, type PlanOptions, planFingerprint, planWrite } from './plan-write.ts';
import type { PlannedWrite } from './planned-write.ts';
import type { ToldMembers } from './told-members.ts';

/** A document as it is now. */
export interface UpsertWord {
  readonly type: 'upsert';
  readonly document: Document;
  /** It lives and dies with its parent. */
  readonly owned: boolean;
  /** How many documents it was taken out of by extraction. */
  readonly depth: number;
  /** Something inside it is outstanding: it is taken apart even if it did not change. */
  readonly apart?: boolean;
}

/** What was last said about a document of a page. */
export type Word = UpsertWord | { readonly type: 'delete' } | { readonly type: 'seen' };

/** What a page is compared with and where the result goes. */
export interface PageOptions {
  readonly store: SyncStore;
  readonly lease: Lease;
  readonly committer: Committer;
  readonly contents: ContentFetch;
  readonly filters: CompiledFilters;
  readonly paths: Paths;
  readonly plan: PlanOptions;
  readonly told: ToldMembers;
}

interface Differing {
  readonly word: UpsertWord;
  readonly known: LookedUp;
  readonly fingerprint: Digest;
}

async function leaveOut(page: ReadonlyMap<string, Word>, options: PageOptions): Promise<Set<string>> {
  const { filters, paths } = options;
  const documents = [...page.values()].flatMap((word) => (word.type === 'upsert' ? [word.document] : []));
  const known = filters.needPath ? await paths.of(documents) : [];
  return new Set(
    documents.filter((document, i) => !filters.accepts(document, known[i] ?? '')).map((document) => document.id),
  );
}

/** What the store has, when no commit holds or took any of these in the meantime. */
async function lookUp(page: ReadonlyMap<string, Word>, options: PageOptions): Promise<readonly LookedUp[]> {
  const { store, lease, committer } = options;
  for (;;) {
    if (committer.holdsAny(page.keys())) await committer.idle();
    const before = committer.rotations;
    const looked = await store.lookUp(lease, [...page.keys()]);
    if (committer.rotations === before) return looked;
  }
}

/**
 * Compares one page with the store: what did not change is only marked as seen, the rest is planned, and contents that
 * are wanted are fetched. One look-up for the page, one more for those of its documents that differ.
 */
export async function takePage(page: ReadonlyMap<string, Word>, options: PageOptions): Promise<void> {
  const { committer, contents, plan, told } = options;
  const leftOut = await leaveOut(page, options);
  const looked = await lookUp(page, options);
  const differing: Differing[] = [];
  const elsewhere: LookedUp[] = [];
  let i = 0;
  for (const [id, word] of page) {
    const known = looked[i];
    i += 1;
    if (!known) continue;
    const open = committer.open;
    if (word.type === 'delete' || leftOut.has(id)) {
      open.drop(id);
      contents.supersede(id);
      if (known.placement !== undefined && known.documentId !== undefined) open.departed.add(known.documentId);
      else if (word.type === 'delete') open.departedParents.set(id, known.key);
      if (word.type === 'upsert') open.counts.skipped += 1;
      continue;
    }
    open.counts.total += 1;
    if (known.documentId !== undefined) open.departed.delete(known.documentId);
    open.departedParents.delete(id);
    if (word.type === 'seen') {
      if (known.placement !== undefined) meetAgain(known, undefined, options);
      else if (known.documentId !== undefined) elsewhere.push(known);
      continue;
    }
    if (!word.owned) noteTold(told, word.document);
    const fingerprint = planFingerprint(word.document, plan);
    if (!word.apart && isUnchanged(word.document, fingerprint, known, plan)) meetAgain(known, word.document, options);
    else differing.push({ word, known, fingerprint });
  }
  if (elsewhere.length > 0) await takeElsewhere(elsewhere, options);
  if (differing.length > 0) await takeDiffering(differing, options);
}

function noteTold(told: ToldMembers, { id, parent, container, version, stale }: Document): void {
  if (parent === undefined) return;
  if (stale || (version === undefined && !container)) told.spoil(parent);
  else told.add(parent, id);
}

/** An id alone places what another slice has; it brings no deleted document back, for nobody knows how that is now. */
async function takeElsewhere(seen: readonly LookedUp[], options: PageOptions): Promise<void> {
  const rows = seen.flatMap(({ documentId }) => (documentId === undefined ? [] : [documentId]));
  const stored = await options.store.load(rows);
  for (const known of seen) {
    if (stored.get(known.documentId ?? 0)?.deleted === false) meetAgain(known, undefined, options);
  }
}

function meetAgain(known: LookedUp, document: Document | undefined, { committer, store }: PageOptions): void {
  const { documentId, placement, reparented } = known;
  if (documentId === undefined) return;
  const open = committer.open;
  open.seen.push(documentId);
  open.counts.unchanged += 1;
  if (placement === 'present' && !(document && reparented)) return;
  const parent = document && (document.parent === undefined ? null : store.keyOf(document.parent));
  open.placed.set(documentId, { documentId, alias: document?.alias, parentKey: parent });
}

async function takeDiffering(differing: readonly Differing[], options: PageOptions): Promise<void> {
  const { store, committer, contents, plan } = options;
  const rows = differing.flatMap(({ known }) => (known.documentId === undefined ? [] : [known.documentId]));
  const stored = rows.length > 0 ? await store.load(rows) : undefined;
  const inline: [PlannedWrite, UpsertWord][] = [];
  const wanted: PlannedWrite[] = [];
  for (const { word, known, fingerprint } of differing) {
    const { document, owned } = word;
    const found = known.documentId === undefined ? undefined : stored?.get(known.documentId);
    const before = found && word.apart ? withoutContent(found) : found;
    const underWay = contents.underWay(document.id);
    if (underWay?.phase === 'stored' && underWay.target.fingerprint === fingerprint) {
      meetAgain(known, document, options);
      continue;
    }
    if (isHeldBack(document, fingerprint, before, plan)) {
      meetAgain(known, document, options);
      continue;
    }
    const parentKey = document.parent === undefined ? undefined : store.keyOf(document.parent);
    const planned = planWrite(document, known, before, fingerprint, { ...plan, parentKey, owned });
    contents.supersede(document.id);
    committer.open.plan(planned);
    if (planned.content) continue;
    if (document.body !== undefined) inline.push([planned, word]);
    else wanted.push(planned);
  }
  const receiving = inline.flatMap(
    ([
      planned,
      {
        document: { body = '', mime, title },
        depth,
      },
    ]) => contents.receive(planned, { body, mime, title, depth }) ?? [],
  );
  if (receiving.length > 0) await Promise.all(receiving);
  await contents.fetch(wanted);
}
