import type { ChangeBatch, DocumentChange, SearchIndex, SearchQuery } from '@acequia/knowledge';

export interface TestDocument {
  readonly id: number;
  readonly title?: string;
  readonly markdown: string;
}

/** Applies documents as the next changes of a data source. `null` deletes. */
export async function put(
  index: SearchIndex,
  dataSourceId: number,
  documents: readonly (TestDocument | { id: number; deleted: true })[],
) {
  const after = await index.position(dataSourceId);
  return index.apply(batchOf(dataSourceId, after, documents));
}

export function batchOf(
  dataSourceId: number,
  after: number,
  documents: readonly (TestDocument | { id: number; deleted: true })[],
): ChangeBatch {
  const changes = documents.map((document, at): DocumentChange => {
    const key = { documentId: document.id, dataSourceId, seq: after + at + 1 };
    if ('deleted' in document) return { ...key, deleted: true };
    return { ...key, title: document.title ?? `Document ${document.id}`, markdown: document.markdown };
  });
  return { dataSourceId, after, position: after + changes.length, changes };
}

/** Ids of the documents that a text finds, best first. */
export async function find(index: SearchIndex, text: string, options: Partial<SearchQuery> = {}): Promise<number[]> {
  const { hits } = await index.search({ text, dataSourceIds: [1], ...options });
  return hits.map(({ documentId }) => documentId);
}
