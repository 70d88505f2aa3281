import { contractVersion, defineConnector } from '@acequia/core/contract';
import { cursor } from './cursor.ts';
import { contentBatch, fetchContent } from './fetch-content.ts';
import { fetchDocuments } from './fetch-documents.ts';
import { icon } from './icon.ts';
import { listContainers } from './list-containers.ts';
import { read } from './read.ts';
import { readIds } from './read-ids.ts';
import { settings } from './settings.ts';
import { slices } from './slices.ts';
import { validate } from './validate.ts';

/** Mails of any IMAP server: a folder is a slice, a mail a document, an attachment a document below its mail. */
export const imapConnector = defineConnector({
  type: 'imap',
  contract: contractVersion,
  title: 'IMAP mailbox',
  description: 'Mails and their attachments from any IMAP server: Gmail, Microsoft 365, Fastmail, Dovecot and others.',
  icon,
  categories: ['mail'],
  settings,
  auth: [
    {
      type: 'basic',
      title: 'User name and password',
      help: 'The address of the mailbox and its password; with two-step verification an app password.',
    },
    {
      type: 'token',
      title: 'OAuth access token',
      help: 'For XOAUTH2. It lasts about an hour: for syncs that go on by themselves, give an OAuth client.',
    },
    {
      type: 'service-account',
      title: 'OAuth client',
      fields: [
        { name: 'client_id', title: 'OAuth client id', secret: false },
        { name: 'client_secret', title: 'OAuth client secret' },
        {
          name: 'refresh_token',
          title: 'OAuth refresh token',
          help: 'Of the owner of the mailbox. Without it the application signs in as itself (Microsoft 365).',
        },
      ],
    },
  ],
  cursor,
  contentRevision: 1,
  capabilities: { incremental: 'feed', deletions: 'listing', stableIds: false, contentBatch },
  validate,
  listContainers,
  slices,
  read,
  readIds,
  fetchContent,
  fetchDocuments,
});
