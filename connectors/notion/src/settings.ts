import { z } from 'zod';

/** Settings of a Notion data source. */
export const settings = z.strictObject({
  files: z.boolean().default(true).meta({
    title: 'Files',
    description:
      'Read files and PDFs that were uploaded to pages and to database rows, as documents of their own. Takes further requests for pages that have some.',
    refetch: true,
  }),
  comments: z.boolean().default(false).meta({
    title: 'Comments',
    description:
      'Add the open comments on a page to its text. Takes one request more for each page, and the connection needs the capability "Read comments".',
    refetch: true,
  }),
  webhookToken: z.string().min(8).max(500).optional().meta({
    title: 'Verification token of the webhook',
    description:
      'What Notion sent when the webhook subscription was created. Without it, no call of Notion is believed.',
    secret: true,
  }),
});

/** Settings after parsing: defaults are filled in. */
export type Settings = z.infer<typeof settings>;
