import type { FetchQueryObject } from 'imapflow';
import { headFields } from './mail-header.ts';
import type { MailRef } from './ref.ts';

/** What is asked of a mail for one content: parts by their numbers, else all of it. */
export function contentQuery({ part, texts, head }: MailRef): FetchQueryObject {
  if (part) return { uid: true, bodyParts: [part.number] };
  if (!texts) return { uid: true, source: true };
  const bodyParts = texts.map(({ number }) => number);
  return { uid: true, ...(!head && { headers: headFields }), ...(bodyParts.length > 0 && { bodyParts }) };
}

/** Equal for contents that one FETCH can bring. */
export const placeOf = (ref: MailRef) => JSON.stringify(contentQuery(ref));
