import { z } from 'zod';

/**
 * Where reading a notebook goes on: `listing` behind an item id, then `following` its change feed. `position` is the
 * feed's position from before the listing, then the last one that was read.
 */
export const cursor = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('listing'), position: z.int(), after: z.string() }),
  z.strictObject({ phase: z.literal('following'), position: z.int() }),
]);

/** The cursor of a notebook. */
export type Cursor = z.infer<typeof cursor>;
