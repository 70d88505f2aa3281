import { contractVersion, defineConnector } from '@acequia/core/contract';
import { cursor } from './cursor.ts';
import { fetchContent } from './fetch-content.ts';
import { fetchDocuments } from './fetch-documents.ts';
import { icon } from './icon.ts';
import { listContainers } from './list-containers.ts';
import { read } from './read.ts';
import { settings } from './settings.ts';
import { validate } from './validate.ts';

/** Documents of a local folder. Ids are paths: a moved file is a deleted and a new one. */
export const folderConnector = defineConnector({
  type: 'folder',
  contract: contractVersion,
  title: 'Folder',
  description: 'Files and folders on a disk of this machine, or on a share that is mounted here.',
  icon,
  categories: ['files'],
  settings,
  auth: [{ type: 'none' }],
  cursor,
  contentRevision: 1,
  capabilities: { incremental: 'revisit', deletions: 'listing', stableIds: false, contentBatch: 100 },
  validate,
  listContainers,
  read,
  fetchContent,
  fetchDocuments,
});
