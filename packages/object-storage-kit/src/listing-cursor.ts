import { z } from 'zod';

const order = z.enum(['known', 'ascending', 'other']);

/**
 * Where the listing of a bucket is. `plan` names what is listed: cursors of another bucket, prefix or choice of picks are
 * worth nothing.
 *
 * - `listing`: below `root`, everything up to and with the key `after` was read; `token` is the store's own name for
 *   that place. `order` of the keys: `known` to be ascending (by the vendor's word or a whole listing), `ascending` so
 *   far, or not. `skipped`: it went on by a key once though the order was not known, so something may have been missed.
 * - `listed`: to the end. `sorted`: the keys came in order.
 */
export const listingCursor = z.discriminatedUnion('phase', [
  z.strictObject({
    phase: z.literal('listing'),
    plan: z.string().regex(/^[\w-]{16}$/),
    root: z.string(),
    order,
    skipped: z.literal(true).optional(),
    after: z.string().optional(),
    token: z.string().min(1).optional(),
  }),
  z.strictObject({ phase: z.literal('listed'), plan: z.string().regex(/^[\w-]{16}$/), sorted: z.boolean() }),
]);

/** A parsed cursor. */
export type ListingCursor = z.infer<typeof listingCursor>;

/** The one of a listing that goes on. */
export type Position = Extract<ListingCursor, { phase: 'listing' }>;
