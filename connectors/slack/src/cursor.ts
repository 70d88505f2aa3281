import { z } from 'zod';
import { timestamp } from './timestamp.ts';

/**
 * Where the reading of a channel is: in a listing from the newest message down to `since` (absent: to the first one),
 * with everything from `before` on read; or caught up. `newest` is the newest message when the listing began: the next
 * one looks back from there.
 *
 * Positions are timestamps: page tokens would die while a slice is parked.
 */
export const cursor = z.discriminatedUnion('phase', [
  z.strictObject({
    phase: z.literal('listing'),
    since: timestamp.optional(),
    before: timestamp,
    newest: timestamp,
    /** Slack hid what is older. */
    limited: z.literal(true).optional(),
  }),
  z.strictObject({ phase: z.literal('caught-up'), newest: timestamp.optional() }),
]);

/** A parsed cursor. */
export type Cursor = z.infer<typeof cursor>;
