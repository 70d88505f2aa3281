import { type Applied, type Chunk, chunksToIndex, type DocumentChange } from '@acequia/knowledge';

export interface StoredDocument {
  readonly id: number;
  readonly documentId: number;
  readonly title: string;
  /** None of a document that goes: all of its chunks go. */
  readonly chunks: readonly { readonly id: number; readonly key: string; readonly ordinal: number }[];
}

/** The rows that a batch changes. */
export interface BatchPlan {
  readonly addedDocuments: { documentId: number; title: string }[];
  readonly retitled: { id: number; title: string }[];
  readonly removedDocuments: number[];
  readonly addedChunks: { documentId: number; title: string; chunk: Chunk }[];
  readonly movedChunks: { id: number; ordinal: number }[];
  /** Of documents that stay. */
  readonly removedChunks: number[];
  /** Without the chunks of removed documents, which are counted when they are removed. */
  readonly applied: Applied;
}

/** Compares the documents of a batch with what is stored: chunks whose id is there already stay. At most one change per document. */
export function planBatch(
  changes: readonly DocumentChange[],
  stored: ReadonlyMap<number, StoredDocument>,
  titleOf: (title: string) => string,
): BatchPlan {
  const plan = {
    addedDocuments: [] as { documentId: number; title: string }[],
    retitled: [] as { id: number; title: string }[],
    removedDocuments: [] as number[],
    addedChunks: [] as { documentId: number; title: string; chunk: Chunk }[],
    movedChunks: [] as { id: number; ordinal: number }[],
    removedChunks: [] as number[],
  };
  let chunksKept = 0;
  for (const change of changes) {
    const { documentId } = change;
    const known = stored.get(documentId);
    const old = new Map(known?.chunks.map((chunk) => [chunk.key, chunk]));
    if (change.deleted) {
      if (known) plan.removedDocuments.push(known.id);
    } else {
      const title = titleOf(change.title);
      if (!known) plan.addedDocuments.push({ documentId, title });
      else if (known.title !== title) plan.retitled.push({ id: known.id, title });
      for (const chunk of chunksToIndex(change.markdown.toWellFormed())) {
        // Each chunk is indexed with its title: another one makes all of them new.
        const same = known?.title === title ? old.get(chunk.id) : undefined;
        if (!same) {
          plan.addedChunks.push({ documentId, title, chunk });
          continue;
        }
        old.delete(chunk.id);
        chunksKept += 1;
        if (same.ordinal !== chunk.ordinal) plan.movedChunks.push({ id: same.id, ordinal: chunk.ordinal });
      }
    }
    for (const { id } of old.values()) plan.removedChunks.push(id);
  }
  const applied = {
    documents: changes.length,
    chunksAdded: plan.addedChunks.length,
    chunksRemoved: plan.removedChunks.length,
    chunksKept,
  };
  return { ...plan, applied };
}
