import type { Document, Failure, Upsert } from '@acequia/core/contract';
import { z } from 'zod';

/** A note or folder as the API gives it: only what is used, and no more strictly than needed. A notebook is a folder without parent. */
const item = z.object({
  id: z.string().min(1),
  type: z.string(),
  title: z.string(),
  parent: z.string().nullish(),
  version: z.string(),
  edited_at: z.string().nullish(),
});

function toDocument({ id, type, title, parent, version, edited_at }: z.infer<typeof item>): Document {
  return {
    id,
    title,
    url: `https://notes.example/items/${encodeURIComponent(id)}`,
    ...(parent && { parent }),
    ...(edited_at && { modifiedAt: Date.parse(edited_at) }),
    ...(type === 'folder' ? { container: true } : { version, mime: 'text/markdown' }),
  };
}

/** What an item of any answer means. One that is not as described is a failure of its own: it does not cost its page. */
export function toChange(raw: unknown): Upsert | Failure {
  const parsed = item.safeParse(raw);
  if (parsed.success) return { type: 'upsert', document: toDocument(parsed.data) };
  const identified = item.pick({ id: true }).safeParse(raw);
  const problem = parsed.error.issues[0];
  return {
    type: 'failure',
    ...(identified.success && { id: identified.data.id }),
    error: {
      kind: 'bad-response',
      message: `An item is not as described: ${problem?.path.join('.')}: ${problem?.message}`,
    },
  };
}
