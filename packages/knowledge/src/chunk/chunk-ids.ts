import { hash } from 'node:crypto';

/** Ids for the chunks of one document, to be asked for in order. */
export function createChunkIds(): (headings: readonly string[], text: string) => string {
  const seen = new Map<string, number>();
  return (headings, text) => {
    const id = hash('sha256', `${headings.join('\0')}\0\0${text}`, 'base64url').slice(0, 22);
    const earlier = seen.get(id) ?? 0;
    seen.set(id, earlier + 1);
    return earlier === 0 ? id : `${id}-${earlier + 1}`;
  };
}
