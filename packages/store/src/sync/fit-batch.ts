import type { Batch, ContentWrite } from '@acequia/core';

/**
 * The batch without texts that the database cannot take: such a value would kill the connection without a word, and
 * with it the whole batch, again and again. The document stays, and says why it has no content.
 *
 * @param maxValueBytes bytes of UTF-8
 */
export function fitBatch(batch: Batch, maxValueBytes: number): Batch {
  const fits = ({ content }: { readonly content: ContentWrite }) =>
    content.state !== 'ready' ||
    content.markdown.length * 3 <= maxValueBytes ||
    Buffer.byteLength(content.markdown) <= maxValueBytes;
  if (batch.documents.every(fits) && batch.contents.every(fits)) return batch;
  const content: ContentWrite = {
    state: 'skipped',
    reason: `The text is larger than the database takes (${maxValueBytes} bytes). Raise max_allowed_packet on the server.`,
  };
  return {
    ...batch,
    documents: batch.documents.map((document) => (fits(document) ? document : { ...document, content })),
    contents: batch.contents.map((target) => (fits(target) ? target : { ...target, content })),
  };
}
