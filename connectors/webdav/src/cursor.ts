import { z } from 'zod';
import { isPath } from './path.ts';

const tokens = z.array(z.string().min(1).max(4096)).max(8);

const path = z.string().refine(isPath);

/**
 * Where reading goes on: at the folders of a walk that was broken off; behind the sync-tokens of the roots; or at the
 * beginning, because the last walk was complete and the server hands out no tokens (`finished`).
 *
 * `tokens` of a walk are those of the roots that were begun, from before their listing. Absent: not to be followed.
 */
export const cursor = z.discriminatedUnion('phase', [
  z.strictObject({
    phase: z.literal('walking'),
    /** See `Position`. */
    pending: z.array(path).max(100),
    onwards: path.optional(),
    /** Whether this server has the properties of Nextcloud and ownCloud. */
    cloud: z.boolean(),
    tokens: tokens.optional(),
  }),
  z.strictObject({ phase: z.literal('following'), tokens }),
  /** `refused`: the server has tokens but no report that goes down all levels. */
  z.strictObject({ phase: z.literal('finished'), refused: z.literal(true).optional() }),
]);

/** A parsed cursor. */
export type Cursor = z.infer<typeof cursor>;
