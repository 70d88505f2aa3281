import { contractVersion, defineConnector } from '@acequia/core/contract';
import { cursor } from './cursor.ts';
import { fetchContent } from './fetch-content.ts';
import { fetchDocuments } from './fetch-documents.ts';
import { groups } from './groups.ts';
import { icon } from './icon.ts';
import { rates } from './rates.ts';
import { read } from './read.ts';
import { readAccess } from './read-access.ts';
import { allScopes } from './scopes.ts';
import { settings } from './settings.ts';
import { listContainers, slices } from './slices.ts';
import { validate } from './validate.ts';
import { webhook } from './webhook.ts';

/** Threads and files of Slack channels: a channel is a slice, a thread (or a message without replies) a document. */
export const slackConnector = defineConnector({
  type: 'slack',
  contract: contractVersion,
  title: 'Slack',
  description: 'Threads and files of the Slack channels that an app was invited to.',
  icon,
  categories: ['chat'],
  settings,
  auth: [
    {
      type: 'token',
      title: 'Bot token',
      help: 'Under OAuth & Permissions of your Slack app; it begins with xoxb-. Build the app in your own workspace, give it the scopes of the README, install it, and invite it to the channels.',
    },
    {
      type: 'oauth2',
      authorizationUrl: 'https://slack.com/oauth/v2/authorize',
      tokenUrl: 'https://slack.com/api/oauth.v2.access',
      scopes: allScopes,
      rotatesRefreshToken: true,
    },
  ],
  cursor,
  contentRevision: 1,
  capabilities: { incremental: 'window', deletions: 'listing', stableIds: true, contentBatch: 1 },
  origins: ['https://slack.com', 'https://*.slack.com', 'https://slack-gov.com', 'https://*.slack-gov.com'],
  rates,
  validate,
  listContainers,
  slices,
  read,
  readAccess,
  groups,
  fetchContent,
  fetchDocuments,
  webhook,
});
