import type { Json } from '@acequia/core/contract';
import { z } from 'zod';
import { rowExtras } from './row-extras.ts';

/**
 * What kind of thing a document is in Notion, and where a file hangs.
 *
 * `row`: what the listing said beside the text, which saves a request for each row; `true` where that is too much.
 * `edited`: it was being edited, so that it has no version yet. `stale`: a webhook said that the content changed.
 */
const ref = z.discriminatedUnion('object', [
  z.object({
    object: z.literal('page'),
    row: z.union([z.literal(true), rowExtras]).optional(),
    edited: z.literal(true).optional(),
    stale: z.literal(true).optional(),
  }),
  z.object({ object: z.literal('data_source') }),
  z.object({ object: z.literal('block'), page: z.string() }),
  z.object({
    object: z.literal('property'),
    page: z.string(),
    property: z.string(),
    name: z.string(),
    nth: z.number(),
  }),
]);
export type Ref = z.infer<typeof ref>;

/** The ref that a document was given; undefined for none and for what this connector never gave. */
export function parseRef(value: Json | undefined): Ref | undefined {
  const parsed = ref.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
