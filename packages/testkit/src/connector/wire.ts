import { z } from 'zod';

const wirePrincipal = z.discriminatedUnion('type', [
  z.object({ type: z.literal('user'), id: z.string() }),
  z.object({ type: z.literal('group'), id: z.string() }),
  z.object({ type: z.literal('organization') }),
  z.object({ type: z.literal('anyone') }),
]);

/** One document as the API gives it. Read one by one, so that a broken one does not cost its page. */
export const wireDocument = z.object({
  id: z.string().min(1),
  title: z.string(),
  container: z.boolean(),
  version: z.string(),
  modifiedAt: z.number(),
  parent: z.string().optional(),
  size: z.number().optional(),
  body: z.string().optional(),
  access: z
    .object({ mode: z.enum(['extend', 'restrict', 'replace']), allow: z.array(wirePrincipal).readonly() })
    .optional(),
});
export type WireDocument = z.infer<typeof wireDocument>;

export const wireFeeds = z.object({ feeds: z.array(z.object({ id: z.string(), title: z.string() })) });

/** Where a feed is now: its newest position and the source's clock. */
export const wireNow = z.object({ position: z.number(), time: z.number() });
export type WireNow = z.infer<typeof wireNow>;

/** A page in the order of ids; `next`: where the next one starts after, null: there is none. */
export const wirePage = z.object({ items: z.array(z.unknown()), next: z.string().nullable() });
export type WirePage = z.infer<typeof wirePage>;

export const wireIds = z.object({ ids: z.array(z.string()), next: z.string().nullable() });
export type WireIds = z.infer<typeof wireIds>;

/** Events in order with the document as it is now, null: not in this feed any more. */
export const wireChanges = z.object({
  changes: z.array(z.object({ type: z.string(), id: z.string(), document: z.unknown() })),
  next: z.number(),
  more: z.boolean(),
});
export type WireChanges = z.infer<typeof wireChanges>;

/** A page in the order of (time, id). */
export const wireModified = z.object({
  items: z.array(z.unknown()),
  next: z.object({ time: z.number(), id: z.string() }).nullable(),
});
export type WireModified = z.infer<typeof wireModified>;

/** One answer for each id that was asked for, with an HTTP status of its own. */
export const wireStates = z.object({
  items: z.array(z.object({ id: z.string(), status: z.number(), feed: z.string().optional(), document: z.unknown() })),
});
export type WireStates = z.infer<typeof wireStates>;

/** The content of one document, with an HTTP status of its own. */
export const wireContent = z.object({
  id: z.string(),
  status: z.number(),
  version: z.string().optional(),
  body: z.string().optional(),
});

export const wireContents = z.object({ items: z.array(wireContent) });
export type WireContents = z.infer<typeof wireContents>;

export const wireContainers = z.object({ items: z.array(z.unknown()) });
export type WireContainers = z.infer<typeof wireContainers>;
