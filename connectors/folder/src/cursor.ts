import { z } from 'zod';
import { decodePath } from './path-id.ts';

/**
 * Where reading goes on: behind `after` in a walk that was broken off, or at the beginning because the last walk was
 * complete (`finished`).
 *
 * `walk` names what is walked: root, its identity in the file system, picks and settings. Going on in anything else
 * would claim completeness for what nobody has listed.
 */
export const cursor = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('walking'),
    after: z.string().refine((id) => decodePath(id) !== undefined),
    walk: z.string(),
  }),
  z.strictObject({ state: z.literal('finished') }),
]);

/** The cursor of a folder's only slice. */
export type Cursor = z.infer<typeof cursor>;
