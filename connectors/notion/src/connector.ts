import { contractVersion, defineConnector } from '@acequia/core/contract';
import { cursor } from './cursor.ts';
import { fetchContent } from './fetch-content.ts';
import { fetchDocuments } from './fetch-documents.ts';
import { icon } from './icon.ts';
import { listContainers } from './list-containers.ts';
import { read } from './read.ts';
import { settings } from './settings.ts';
import { validate } from './validate.ts';
import { webhook } from './webhook.ts';

/**
 * Pages, database rows, comments and files of a Notion workspace. Search finds them without a guarantee
 * (https://developers.notion.com/reference/search-optimizations-and-limitations), so the rows of each database are
 * asked for as well, and each document that a listing lacks is asked for before it goes.
 */
export const notionConnector = defineConnector({
  type: 'notion',
  contract: contractVersion,
  title: 'Notion',
  description: 'Pages, databases, comments and files of a Notion workspace.',
  icon,
  categories: ['wiki', 'notes'],
  settings,
  auth: [
    {
      type: 'token',
      title: 'Access token of the connection',
      help: 'Create an internal connection in Notion\'s developer portal with the capability "Read content", give it access to the pages that should be read, and copy its token.',
    },
    {
      // https://developers.notion.com/guides/get-started/authorization
      type: 'oauth2',
      authorizationUrl: 'https://api.notion.com/v1/oauth/authorize?owner=user',
      tokenUrl: 'https://api.notion.com/v1/oauth/token',
      scopes: [],
      rotatesRefreshToken: true,
    },
  ],
  cursor,
  contentRevision: 1,
  // One after the other: that is about what Notion's limit of requests allows, and what meets it leaves no half-read pages.
  capabilities: { incremental: 'window', deletions: 'listing', stableIds: true, contentBatch: 50 },
  origins: ['https://api.notion.com'],
  validate,
  listContainers,
  read,
  fetchContent,
  fetchDocuments,
  webhook,
});
