import { z } from 'zod';

/** Folders that a provider marks as special and that are left out unless somebody wants them. */
const skippable = ['junk', 'trash', 'drafts'] as const;

/** Settings of an IMAP data source. */
export const settings = z.strictObject({
  host: z
    .string()
    .min(1)
    .regex(/^[^\s/:]+$|^[0-9a-f:]+$/i, 'A host name or address alone, without imap:// or a port')
    .meta({ title: 'Server', description: 'Name or address of the IMAP server, e.g. `imap.example.com`.' }),
  security: z.enum(['tls', 'starttls', 'none']).default('tls').meta({
    title: 'Encryption',
    description:
      '`tls` from the first byte (port 993), `starttls` (port 143; a server that does not offer it is refused), or `none`: password and mails can be read on the way.',
  }),
  port: z.int().min(1).max(65_535).optional().meta({ title: 'Port', description: 'Default 993 with `tls`, else 143.' }),
  username: z.string().min(1).optional().meta({
    title: 'Mailbox',
    description: 'Address of the mailbox, for signing in with OAuth. With a password the user name is a credential.',
  }),
  attachments: z.boolean().default(true).meta({
    title: 'Attachments',
    description: 'Read the files that are attached to mails, as documents of their own.',
    refetch: true,
  }),
  skip: z
    .array(z.enum(skippable))
    .default([...skippable])
    .meta({
      title: 'Skip',
      description: 'Kinds of folders that are not read unless they are picked: `junk`, `trash`, `drafts`.',
    }),
  connections: z.int().min(2).max(20).default(4).meta({
    title: 'Connections',
    description:
      'The most connections that are open at the same time. Servers often allow 10 to 20 for one user; where one allows fewer, these are used.',
  }),
  timeoutSeconds: z.int().min(1).max(600).default(60).meta({
    title: 'Time-out (seconds)',
    description: 'How long the server may say nothing before a connection is given up.',
  }),
  oauthUrl: z
    .url({ protocol: /^https$/ })
    .optional()
    .meta({
      title: 'OAuth address',
      description:
        'For signing in with an OAuth client: where it gets its tokens, e.g. `https://oauth2.googleapis.com/token` or `https://login.microsoftonline.com/TENANT/oauth2/v2.0/token`.',
    }),
  oauthScope: z.string().min(1).optional().meta({
    title: 'OAuth scope',
    description: 'E.g. `https://outlook.office365.com/.default` for an application of Microsoft 365.',
  }),
});

/** Settings after parsing: defaults are filled in. */
export type Settings = z.infer<typeof settings>;
