import { z } from 'zod';

export type ReadMode = 'feed' | 'window' | 'revisit';

/** Where a listing goes on: in the `root`th pick, after an id. */
const at = { root: z.int().min(0), after: z.string().optional() };

/** `readIds` has cursors of its own. */
const idsCursor = z.strictObject({ phase: z.literal('ids'), ...at });

/** The feed's position, taken before the listing, then the one that was read last. */
const feedCursor = z.union([
  z.strictObject({ phase: z.literal('list'), position: z.int(), ...at }),
  z.strictObject({ phase: z.literal('follow'), position: z.int() }),
  idsCursor,
]);

/** The source's time before the listing, then before the last pass; within a pass also where it goes on and its own start. */
const windowCursor = z.union([
  z.strictObject({ phase: z.literal('list'), time: z.number(), ...at }),
  z.strictObject({ phase: z.literal('follow'), time: z.number() }),
  z.strictObject({ phase: z.literal('pass'), started: z.number(), time: z.number(), id: z.string() }),
  idsCursor,
]);

const revisitCursor = z.union([
  z.strictObject({ phase: z.literal('list'), ...at }),
  z.strictObject({ phase: z.literal('listed') }),
  idsCursor,
]);

export type ListPosition = { readonly root: number; readonly after?: string | undefined };
export type FeedCursor = z.infer<typeof feedCursor>;
export type WindowCursor = z.infer<typeof windowCursor>;
export type RevisitCursor = z.infer<typeof revisitCursor>;
export type PagedCursor = FeedCursor | WindowCursor | RevisitCursor;

/** The cursors of one way of following; those of another way are refused, so that the slice is read from the beginning. */
export const cursorSchemas = { feed: feedCursor, window: windowCursor, revisit: revisitCursor } as const;
