import type { Complete } from '../contract/change.ts';
import type { AnyConnector } from '../contract/connector.ts';
import type { Context } from '../contract/context.ts';
import type { AbsentDocument, Departures, Lease, SyncStore } from '../ports/sync-store.ts';
import { abortable } from './abortable.ts';

const walk = 1000;

/**
 * Ends a pass: what its claims cover and it did not see departs, with everything below what departs. Nothing is
 * deleted yet.
 */
export async function resolveClaims(
  store: SyncStore,
  lease: Lease,
  connector: AnyConnector,
  context: Context<unknown>,
): Promise<void> {
  for (const claim of await store.claims(lease)) {
    let after = 0;
    for (;;) {
      context.signal.throwIfAborted();
      const absent = await store.absent(lease, claim, after, walk);
      const last = absent.at(-1);
      if (!last) break;
      after = last.documentId;
      const gone = await confirmAbsence(claim, absent, connector, context);
      if (gone.length > 0) await store.depart(lease, gone);
    }
  }
}

/** The rows among `absent` that are really gone: all of them, or those that the source, asked for each, does not have. */
async function confirmAbsence(
  claim: Complete,
  absent: readonly AbsentDocument[],
  connector: AnyConnector,
  context: Context<unknown>,
): Promise<number[]> {
  if (!claim.confirm) return absent.map(({ documentId }) => documentId);
  if (!connector.fetchDocuments) return [];
  const rows = new Map(absent.map(({ id, documentId }) => [id, documentId]));
  const gone: number[] = [];
  const wanted = absent.map(({ id, ref, title }) => ({ id, ref, title }));
  for await (const answer of abortable(connector.fetchDocuments(context, wanted), context.signal)) {
    const id = 'id' in answer ? answer.id : undefined;
    const row = id === undefined ? undefined : rows.get(id);
    if (row === undefined) continue;
    const absence = answer.type === 'failure' && (answer.error.kind === 'gone' || answer.error.kind === 'not-found');
    if (answer.type === 'delete' || absence) gone.push(row);
  }
  return gone;
}

/** Documents that one sync may delete without asking: 25, or a quarter of what was live a day ago. */
export function deletionCap(departures: Departures): number {
  return Math.max(25, Math.floor((departures.liveAtStart + departures.deletedLately) / 4));
}

/** What became of the departures of a sync. */
export interface Swept {
  readonly deleted: number;
  /** Documents that wait for a person. */
  readonly withheld: number;
}

/**
 * Applies the departures, as tombstones, or withholds them for review: those of a slice that a listing found empty,
 * and all of them when they are more than {@link deletionCap} together with what went in the last 24 hours.
 *
 * @param apply false: everything waits for a person
 */
export async function sweep(store: SyncStore, signal: AbortSignal, apply = true): Promise<Swept> {
  signal.throwIfAborted();
  const departures = await store.departures();
  let withheld = 0;
  const over = departures.documents + departures.deletedLately > deletionCap(departures);
  if (departures.documents > 0 && (over || !apply)) withheld = await store.withhold();
  else withheld = await store.withhold(departures.emptied);
  let deleted = 0;
  for (let done = false; !done; ) {
    signal.throwIfAborted();
    const applied = await store.applyDepartures(walk);
    deleted += applied.deleted;
    done = applied.done;
  }
  return { deleted, withheld };
}
