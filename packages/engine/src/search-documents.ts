import { type Documents, visibleTo } from '@acequia/store';
import type { SourceManager } from './data-sources.ts';
import { infoOf } from './document-info.ts';
import type { Parts } from './parts.ts';
import type { SearchHit, SearchRequest } from './stored-documents.ts';

/** The best documents of a knowledge base, or of all, that are live now; the index may be behind. */
export async function searchDocuments(
  parts: Parts,
  manager: SourceManager,
  documents: Documents,
  request: SearchRequest,
): Promise<SearchHit[]> {
  const sources = await manager.list(request.knowledgeBase);
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  const { asUser } = request;
  if (typeof asUser === 'object') await Promise.all(Object.keys(asUser).map((name) => manager.record(name)));
  const userOf =
    asUser !== undefined && ((id: number) => (typeof asUser === 'string' ? asUser : asUser[names.get(id) ?? '']));
  const { hits } = await parts.search.search({
    text: request.text,
    dataSourceIds: sources.map(({ id }) => id),
    topK: request.topK ?? 10,
    chunksPerDocument: 1,
    visible: async (ids) =>
      userOf ? visibleTo(parts.open.database, ids, userOf) : new Set((await documents.find(ids)).keys()),
  });
  const found = await documents.find(hits.map(({ documentId }) => documentId));
  return hits.flatMap(({ documentId, score, chunks: [chunk] }) => {
    const document = found.get(documentId);
    if (!document || !chunk) return [];
    const { text, highlights } = chunk.snippet;
    return [{ document: infoOf(document), score, headings: chunk.headings, snippet: text, highlights }];
  });
}
