import type { Reach } from '../source.ts';
import type { Floor } from './floor.ts';

type OpenFloor = (reach: Reach) => Promise<Floor>;

/** Loaded on demand, and apart from what serves the sources: only the client is in the memory that is measured. */
const floors: Readonly<Record<string, () => Promise<OpenFloor>>> = {
  folder: async () => (await import('./folder-floor.ts')).openFolderFloor,
  webdav: async () => (await import('./webdav-floor.ts')).openWebdavFloor,
  imap: async () => (await import('./imap-floor.ts')).openImapFloor,
  s3: async () => (await import('./s3-floor.ts')).openS3Floor,
};

/** @param type of the connector */
export async function findFloor(type: string): Promise<OpenFloor> {
  const load = floors[type];
  if (!load) throw new Error(`There is no floor for ${type}`);
  return load();
}
