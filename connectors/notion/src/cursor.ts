import { z } from 'zod';

/** Milliseconds since 1970, by Notion's clock. */
const time = z.number().int();
/** What Notion gave to go on with. It stops working after a while, so that a key stands beside it. */
const token = z.string().optional();

const begun = {
  /** The youngest edit that was known when reading began. */
  since: time,
  token,
  /** Edit time of the last one seen. */
  after: time.optional(),
};

/**
 * Where reading goes on. A listing takes the databases with their rows (`tables`) and then all pages (`pages`), both by
 * ascending edit time; after that, `following` looks at what was edited from `since` on, the latest first.
 */
export const cursor = z.discriminatedUnion('phase', [
  z.strictObject({
    phase: z.literal('tables'),
    ...begun,
    /** In the middle of this database: rows created before `after` are done. */
    table: z.strictObject({ id: z.string(), token, after: time.optional() }).optional(),
  }),
  z.strictObject({ phase: z.literal('pages'), ...begun }),
  z.strictObject({
    phase: z.literal('following'),
    since: time,
    token,
    /** In the middle of a look: the youngest edit that it began with. */
    top: time.optional(),
  }),
]);

/** The cursor of a workspace's only slice. */
export type Cursor = z.infer<typeof cursor>;

/** The part of a cursor that a listing goes on from. */
export type Begun = Omit<Extract<Cursor, { phase: 'pages' }>, 'phase'>;
