import type { Reach } from '../source.ts';
import type { PlainClient } from './plain-client.ts';

type OpenClient = (reach: Reach) => Promise<PlainClient>;
type LoadClient = () => Promise<OpenClient>;

/** Loaded on demand, and apart from what serves the sources: only the client is in the memory that is measured. */
const floors: Readonly<Record<string, LoadClient>> = {
  folder: async () => (await import('../floors/folder-floor.ts')).openFolderFloor,
  webdav: async () => (await import('../floors/webdav-floor.ts')).openWebdavFloor,
  imap: async () => (await import('../floors/imap-floor.ts')).openImapFloor,
  s3: async () => (await import('../floors/s3-floor.ts')).openS3Floor,
};

const scripts: Readonly<Record<string, LoadClient>> = {
  folder: async () => (await import('../scripts/folder-script.ts')).openFolderScript,
  webdav: async () => (await import('../scripts/webdav-script.ts')).openWebdavScript,
  imap: async () => (await import('../scripts/imap-script.ts')).openImapScript,
  s3: async () => (await import('../scripts/s3-script.ts')).openS3Script,
};

/** @param type of the connector */
export async function findPlainClient(side: 'floor' | 'script', type: string): Promise<OpenClient> {
  const load = (side === 'floor' ? floors : scripts)[type];
  if (!load) throw new Error(`There is no ${side} for ${type}`);
  return load();
}
