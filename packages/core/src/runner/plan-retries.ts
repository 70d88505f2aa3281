import type { AnyConnector } from '../contract/connector.ts';
import type { Wanted } from '../contract/fetched.ts';
import type { DueDocument, StoredDocument } from '../ports/sync-store.ts';
import { ownerOf } from './inside-document.ts';
import type { PlannedWrite } from './planned-write.ts';

/** How outstanding documents are tried again. */
export interface PlannedRetries {
  /** Asked for as if listed: nothing is stored, or not what the source has now. */
  readonly documents: readonly Wanted[];
  /** Only the content is outstanding. */
  readonly contents: readonly PlannedWrite[];
  /** Containers whose subtree is read again. */
  readonly relists: readonly string[];
  /** Documents whose contents are taken apart again: what was found inside them is outstanding. */
  readonly owners: readonly string[];
}

/**
 * Chooses the cheapest way that the connector offers. What it offers none for waits until a listing shows it again. So does
 * a container where every reading lists all: that it is well again says nothing about what is below it, and a pass
 * that goes on behind it must go on protecting that.
 */
export function planRetries(due: readonly DueDocument[], connector: AnyConnector): PlannedRetries {
  const { fetchContent, fetchDocuments, capabilities } = connector;
  const listsAll = capabilities.incremental === 'revisit' || capabilities.incremental === 'none';
  const documents: Wanted[] = [];
  const contents: PlannedWrite[] = [];
  const relists: string[] = [];
  const owners = new Set<string>();
  for (const { container, listing, attempts, stored, ...target } of due) {
    const { id, ref, title } = target;
    const owner = ownerOf(target);
    if (owner !== undefined) {
      owners.add(owner);
      continue;
    }
    const whole = !stored || listing || (!container && !fetchContent);
    if (container && listsAll) continue;
    if (whole && fetchDocuments) documents.push({ id, ref, title });
    if (container) relists.push(id);
    else if (stored && fetchContent && !(whole && fetchDocuments)) {
      contents.push({
        target: { ...target, documentId: stored.documentId },
        stored,
        sameMetadata: false,
        attempts,
        superseded: false,
        phase: 'stored',
      });
    }
  }
  return { documents, contents, relists, owners: [...owners] };
}

/** The same as if its content had never been stored: it is taken apart again even if it is the same. */
export function withoutContent(stored: StoredDocument): StoredDocument {
  return { ...stored, contentHash: undefined, version: undefined };
}

/** Contents that are taken apart again, and the owners of those that are inside others themselves. */
export function takeApart(
  due: readonly DueDocument[],
  connector: AnyConnector,
): Pick<PlannedRetries, 'contents' | 'owners'> {
  return planRetries(
    due.map(({ stored, ...document }) => ({ ...document, stored: stored && withoutContent(stored) })),
    connector,
  );
}
