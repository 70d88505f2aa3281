import { z } from 'zod';

/** Settings of a Slack data source. */
export const settings = z.strictObject({
  privateChannels: z.boolean().default(true).meta({
    title: 'Private channels',
    description: 'Read the private channels too that the app was invited to. Needs `groups:read` and `groups:history`.',
  }),
  archived: z.boolean().default(false).meta({
    title: 'Archived channels',
    description: 'Read archived channels too, as far as the app is still in them.',
  }),
  bots: z.boolean().default(false).meta({
    title: 'Messages of apps',
    description: 'Read what apps and bots write. A thread that an app began and people answered is read in any case.',
    refetch: true,
  }),
  files: z.boolean().default(true).meta({
    title: 'Files',
    description: 'Read files that are attached to messages. Needs `files:read`.',
    refetch: true,
  }),
  lookBackDays: z.int().min(1).max(365).default(30).meta({
    title: 'Look back (days)',
    description:
      'Each sync lists this many days before the newest message of a channel again, to find new replies, edits and deletions. What happens in older threads is found by events, or by the next full comparison.',
  }),
  teamId: z
    .string()
    .regex(/^[TE][A-Z0-9]{2,}$/, 'A workspace id begins with T')
    .optional()
    .meta({
      title: 'Workspace id',
      description: 'Only for apps that are installed for a whole Enterprise organisation: the workspace to read.',
    }),
  domain: z.enum(['slack.com', 'slack-gov.com']).default('slack.com').meta({
    title: 'Slack',
    description: '`slack-gov.com` for GovSlack.',
  }),
  signingSecret: z.string().min(8).optional().meta({
    title: 'Signing secret',
    description:
      'For events: from Basic Information of the Slack app. Without it, changes are found by looking, and events are refused.',
    secret: true,
  }),
});

/** Settings after parsing: defaults are filled in. */
export type Settings = z.infer<typeof settings>;
