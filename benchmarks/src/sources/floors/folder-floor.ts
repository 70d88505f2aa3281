import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Listed, PlainClient } from '../plain-client/plain-client.ts';
import type { Reach } from '../source.ts';

/** Reads a folder with the blocking calls of node:fs: on a local disk the others take longer. */
export async function openFolderFloor({ settings }: Reach): Promise<PlainClient> {
  async function* list(): AsyncGenerator<Listed[]> {
    const folders = [String(settings.path)];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      const files: Listed[] = [];
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const id = join(folder, entry.name);
        if (entry.isDirectory()) {
          folders.push(id);
          continue;
        }
        const { size, mtimeMs } = statSync(id);
        files.push({ id, version: `${size} ${mtimeMs}` });
      }
      yield files;
    }
  }
  return {
    width: 1,
    batch: 1,
    list,
    async fetch(items, take) {
      for (const item of items) take({ item, bytes: readFileSync(item.id) });
    },
    requests: () => 0,
    close: async () => undefined,
  };
}
