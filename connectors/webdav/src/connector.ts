import { contractVersion, defineConnector } from '@acequia/core/contract';
import { cursor } from './cursor.ts';
import { fetchContent } from './fetch-content.ts';
import { fetchDocuments } from './fetch-documents.ts';
import { icon } from './icon.ts';
import { listContainers } from './list-containers.ts';
import { read } from './read.ts';
import { settings } from './settings.ts';
import { validate } from './validate.ts';

/** Files of a WebDAV server: Nextcloud, ownCloud, Apache and any other. */
export const webdavConnector = defineConnector({
  type: 'webdav',
  contract: contractVersion,
  title: 'WebDAV',
  description: 'Files and folders of a WebDAV server: Nextcloud, ownCloud, Apache, NAS systems and others.',
  icon,
  categories: ['files'],
  settings,
  auth: [
    {
      type: 'basic',
      title: 'User name and password',
      help: 'Nextcloud, ownCloud: make an app password under Settings > Security.',
    },
    { type: 'token', title: 'Token', help: 'For servers that take a bearer token.' },
    { type: 'none' },
  ],
  cursor,
  contentRevision: 1,
  capabilities: { incremental: 'revisit', deletions: 'listing', stableIds: false },
  validate,
  listContainers,
  read,
  fetchContent,
  fetchDocuments,
});
