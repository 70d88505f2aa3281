import type { DocumentPageQuery, Documents, StoredDocumentDetails } from '@acequia/store';

const pageSize = 500;

/** Documents with their text, by id. What is deleted while this goes on is left out. */
export async function* readDocuments(
  store: Documents,
  query: Omit<DocumentPageQuery, 'limit' | 'after'>,
): AsyncGenerator<StoredDocumentDetails> {
  for (let after: number | undefined; ; ) {
    const { documents } = await store.list({ ...query, limit: pageSize, after });
    for (const { id } of documents) {
      const document = await store.get(id);
      if (document) yield document;
    }
    if (documents.length < pageSize) return;
    after = documents.at(-1)?.id;
  }
}
