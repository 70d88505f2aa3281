import { z } from 'zod';

const uidValidity = z.string().regex(/^\d{1,20}$/);
const uid = z
  .int()
  .min(0)
  .max(2 ** 32);
/** Decimal: it has up to 63 bits. */
const modseq = z.string().regex(/^\d{1,20}$/);

const listing = z.strictObject({
  phase: z.literal('listing'),
  uidValidity,
  /** Up to this UID everything was read. */
  uid,
  /** From before the listing. Absent: the folder counts no changes. */
  modseq: modseq.optional(),
});

const following = z.strictObject({ ...listing.shape, phase: z.literal('following') });

/** Of `readIds`. */
const ids = z.strictObject({ phase: z.literal('ids'), uidValidity, uid });

/** The folder was deleted; if it comes back it is read from the beginning. */
const gone = z.strictObject({ phase: z.literal('gone') });

/** Where the reading of a folder goes on. */
export const cursor = z.discriminatedUnion('phase', [listing, following, ids, gone]);

export type Cursor = z.infer<typeof cursor>;
/** A position in the listing of a folder or behind it. */
export type Position = z.infer<typeof listing> | z.infer<typeof following>;
