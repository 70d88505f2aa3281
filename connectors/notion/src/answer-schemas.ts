import { z } from 'zod';

/** Only what is used, and nothing stricter than needed: Notion adds members without notice. */
const text = z.object({ plain_text: z.string() });

/** Rich text: the plain text of each run. */
export const richText = z.array(text);

/** https://developers.notion.com/reference/parent-object */
export const parent = z.looseObject({
  type: z.string(),
  page_id: z.string().optional(),
  data_source_id: z.string().optional(),
  database_id: z.string().optional(),
  block_id: z.string().optional(),
});
export type Parent = z.infer<typeof parent>;

const dated = {
  id: z.string().min(1),
  parent,
  in_trash: z.boolean().default(false),
  created_time: z.iso.datetime(),
  last_edited_time: z.iso.datetime(),
};

const property = z.looseObject({ id: z.string(), type: z.string(), title: richText.optional() });
export type Property = z.infer<typeof property>;

/** What does not look like a property is none. */
const isProperty = (value: unknown) =>
  typeof value === 'object' && value !== null && 'id' in value && 'type' in value && typeof value.type === 'string';

/** https://developers.notion.com/reference/page */
export const page = z.object({
  ...dated,
  object: z.literal('page'),
  url: z.string().optional(),
  properties: z
    .record(z.string(), z.unknown())
    .transform((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => isProperty(value))))
    .pipe(z.record(z.string(), property)),
});
export type Page = z.infer<typeof page>;

/** https://developers.notion.com/reference/data-source */
export const dataSource = z.object({
  ...dated,
  object: z.literal('data_source'),
  url: z.string().optional(),
  title: richText,
  database_parent: parent,
});
export type DataSource = z.infer<typeof dataSource>;

/** What a search or a query finds. */
export const found = z.discriminatedUnion('object', [page, dataSource]);
export type Found = z.infer<typeof found>;

/** A page of a list; its elements are looked at one by one, so that one that is broken costs only itself. */
export const list = z.object({
  results: z.array(z.unknown()),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
  request_status: z.object({ type: z.string() }).optional(),
});
export type List = z.infer<typeof list>;

/** https://developers.notion.com/reference/database */
export const database = z.object({ parent, data_sources: z.array(z.object({ id: z.string(), name: z.string() })) });

const hosted = z.looseObject({
  type: z.string().optional(),
  file: z.object({ url: z.url() }).optional(),
  name: z.string().optional(),
});
export type Hosted = z.infer<typeof hosted>;

/** https://developers.notion.com/reference/block: files and what leads to pages. */
export const block = z.object({
  ...dated,
  object: z.literal('block'),
  type: z.string(),
  has_children: z.boolean().default(false),
  file: hosted.optional(),
  pdf: hosted.optional(),
  child_page: z.object({ title: z.string() }).optional(),
  child_database: z.object({ title: z.string() }).optional(),
});
export type Block = z.infer<typeof block>;

/** The value of a `files` property. */
export const fileValues = z.array(hosted.extend({ name: z.string() }));

/** https://developers.notion.com/reference/retrieve-page-markdown */
export const markdown = z.object({
  markdown: z.string(),
  truncated: z.boolean().default(false),
  unknown_block_ids: z.array(z.string()).default([]),
});

/** https://developers.notion.com/reference/comment-object */
export const comment = z.object({
  discussion_id: z.string(),
  created_time: z.string(),
  rich_text: richText,
  display_name: z.object({ resolved_name: z.string().nullable() }).optional(),
});

/** https://developers.notion.com/reference/get-self */
export const self = z.object({
  name: z.string().nullish(),
  bot: z.object({ workspace_name: z.string().nullish() }).optional(),
});
