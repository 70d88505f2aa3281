import { contractVersion, defineConnector } from '@acequia/core/contract';
import { pageSize } from './client.ts';
import { cursor } from './cursor.ts';
import { fetchContent } from './fetch-content.ts';
import { fetchDocuments } from './fetch-documents.ts';
import { icon } from './icon.ts';
import { listContainers, slices } from './notebooks.ts';
import { read } from './read.ts';
import { settings } from './settings.ts';
import { validate } from './validate.ts';

/** Notes of a team. Each notebook is a slice with a change feed of its own. */
export const exampleConnector = defineConnector({
  type: 'example',
  contract: contractVersion,
  title: 'Example Notes',
  description: 'Notes of a team in Example Notes, an imaginary service.',
  icon,
  categories: ['notes'],
  settings,
  auth: [{ type: 'token', title: 'Access token', help: 'Make one under Settings > Access tokens; "read" is enough.' }],
  cursor,
  contentRevision: 1,
  capabilities: { incremental: 'feed', deletions: 'feed', stableIds: true, contentBatch: pageSize },
  origins: ['https://api.notes.example'],
  validate,
  listContainers,
  slices,
  read,
  fetchContent,
  fetchDocuments,
});
