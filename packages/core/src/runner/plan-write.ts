import type { Document } from '../contract/document.ts';
import type { ContentWrite, DocumentRow } from '../ports/batch.ts';
import type { Digest, LookedUp, StoredDocument } from '../ports/sync-store.ts';
import { accessText, detailsOf, fingerprintOf } from './fingerprint.ts';
import type { Effect, PlannedWrite } from './planned-write.ts';

/** What a plan depends on beside the document. */
export interface PlanOptions {
  /** Of connector, extractor and the settings that change contents. */
  readonly revision: string;
  /** Forget versions: fetch everything again. */
  readonly refetch: boolean;
  /** Bytes. */
  readonly maxSize: number;
  readonly now: number;
}

/** A date that could not be parsed, or a size that is none, is as good as absent: no engine stores it. */
function wholeNumber(value: number | undefined): number | undefined {
  const whole = Math.trunc(value ?? Number.NaN);
  return Number.isSafeInteger(whole) ? whole : undefined;
}

const tooLarge = (size: number, maxSize: number): ContentWrite => ({
  state: 'skipped',
  reason: `${size} bytes are more than the limit of ${maxSize}`,
});

const oversized = (document: Document, maxSize: number) => document.size !== undefined && document.size > maxSize;

/** The fingerprint to compare and store. A document that is too large has one that changes with the limit. */
export function planFingerprint(document: Document, options: PlanOptions): Digest {
  const { revision, maxSize } = options;
  return fingerprintOf(document, oversized(document, maxSize) ? `${revision}>${maxSize}` : revision);
}

/** True when the stored state is exactly this and nothing needs a look at the content. */
export function isUnchanged(document: Document, fingerprint: Digest, known: LookedUp, options: PlanOptions): boolean {
  if (fingerprint !== known.fingerprint) return false;
  if (document.container) return true;
  if (oversized(document, options.maxSize)) return true;
  return document.version !== undefined && !document.stale && !options.refetch;
}

function isCurrent(document: Document, stored: StoredDocument | undefined, options: PlanOptions): boolean {
  if (!stored || document.stale || options.refetch || document.version === undefined) return false;
  // What was skipped may be wanted now: the limit rose, or its type changed.
  if (stored.content !== 'ready') return false;
  return stored.version === document.version && stored.revision === options.revision && !stored.retry;
}

/** True when the content of exactly this document failed lately and its time has not come: it stays as it is. */
export function isHeldBack(
  document: Document,
  fingerprint: Digest,
  stored: StoredDocument | undefined,
  options: PlanOptions,
): boolean {
  const retry = stored?.retry;
  if (!retry || stored?.deleted || document.container || document.stale || options.refetch) return false;
  return retry.fingerprint === fingerprint && retry.nextAt > options.now;
}

function effectOf(stored: StoredDocument | undefined, parentKey: Digest | undefined): Effect {
  if (!stored) return 'created';
  if (stored.deleted) return 'restored';
  return stored.parentKey === parentKey ? 'updated' : 'moved';
}

/**
 * What to write for a document that is new or differs from what is stored. Without `content` in the answer, the
 * content is to be fetched (or taken from the document's body).
 */
export function planWrite(
  document: Document,
  known: LookedUp,
  stored: StoredDocument | undefined,
  fingerprint: Digest,
  options: PlanOptions & { readonly parentKey?: Digest; readonly owned: boolean },
): PlannedWrite {
  const { id, alias, parent, container, title, url, mime, ref, version } = document;
  const size = wholeNumber(document.size);
  let content: ContentWrite | undefined;
  if (container) content = { state: 'none' };
  else if (size !== undefined && size > options.maxSize) content = tooLarge(size, options.maxSize);
  else if (isCurrent(document, stored, options)) content = { state: 'keep' };
  const access = accessText(document.access);
  const row: DocumentRow = {
    key: known.key,
    documentId: known.documentId,
    id,
    alias,
    parent,
    owned: options.owned,
    container: container === true,
    title,
    url,
    mime,
    size,
    createdAt: wholeNumber(document.createdAt),
    modifiedAt: wholeNumber(document.modifiedAt),
    details: detailsOf(document),
    access,
    sameAccess: stored?.deleted === false && stored.listedAccess === access,
    ref,
    version,
    revision: options.revision,
    fingerprint,
  };
  return {
    target: row,
    row,
    stored,
    effect: effectOf(stored, options.parentKey),
    sameMetadata: known.placement === 'present' && stored?.deleted === false && fingerprint === known.fingerprint,
    attempts: stored?.retry && stored.retry.version === version ? stored.retry.attempts : 0,
    content,
    superseded: false,
    phase: 'open',
  };
}
