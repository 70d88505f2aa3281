import { type Document, SourceError } from '@acequia/core/contract';
import type { Bucket } from './bucket.ts';
import { nameOf } from './key-path.ts';
import { toContainer } from './object-document.ts';
import { TokenWatch } from './token-watch.ts';

/**
 * The folders right below `parent` (default: below the bucket's prefix), a page of up to 1,000 for each request.
 *
 * @param search only those whose name has this in it, whatever the case
 */
export async function* listFolders(bucket: Bucket, parent?: string, search?: string): AsyncGenerator<Document> {
  const { store } = bucket;
  const prefix = parent ?? bucket.prefix;
  const wanted = search?.toLowerCase() ?? '';
  const watch = new TokenWatch();
  for (let token: string | undefined; ; ) {
    const page = await store.list({ prefix, delimiter: '/', ...(token !== undefined && { token }) });
    for (const folder of page.prefixes) {
      // A prefix that ends inside of a name is no folder of its own.
      if (folder.startsWith(prefix) && nameOf(folder).toLowerCase().includes(wanted)) yield toContainer(folder, bucket);
    }
    if (!page.truncated) return;
    if (page.token === undefined) {
      throw new SourceError('bad-response', `There are more folders in "${prefix}", but the store does not say where`, {
        remedy: 'Write the prefix of a folder into the settings instead of picking it.',
      });
    }
    token = page.token;
    watch.pass(token);
  }
}
