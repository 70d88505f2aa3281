import { Pool } from 'undici';
import type { Listed, PlainClient } from '../plain-client/plain-client.ts';
import type { Reach } from '../source.ts';
import { createSigner } from './sign-s3.ts';

/** As many as ours has at the most: eight calls of eight objects. */
const width = 64;

const object = /<Contents>(.*?)<\/Contents>/gs;
const textOf = (name: string) => new RegExp(`<${name}>([^<]*)<`);
const [key, etag, size, next] = ['Key', 'ETag', 'Size', 'NextContinuationToken'].map(textOf);

/** Page by page with ListObjectsV2, object by object with GET, on undici, with signatures of version 4. */
export async function openS3Floor({ settings, credentials }: Reach): Promise<PlainClient> {
  const { origin, host } = new URL(String(settings.endpoint));
  const pool = new Pool(origin, { connections: width });
  const sign = createSigner({ host, region: String(settings.region), keys: credentials });
  let requests = 0;

  async function ask(path: string, query = ''): Promise<Buffer> {
    requests += 1;
    const answer = await pool.request({
      method: 'GET',
      path: query === '' ? path : `${path}?${query}`,
      headers: sign(path, query),
    });
    if (answer.statusCode !== 200) throw new Error(`GET ${path}: ${answer.statusCode}`);
    return Buffer.from(await answer.body.arrayBuffer());
  }

  async function* list(): AsyncGenerator<Listed[]> {
    for (let token: string | undefined = ''; token !== undefined; ) {
      // Parameters in the order of the alphabet, as they are signed.
      const from: string = token === '' ? '' : `continuation-token=${encodeURIComponent(token)}&`;
      const text = (await ask(`/${settings.bucket}`, `${from}encoding-type=url&list-type=2&max-keys=1000`)).toString();
      token = next?.exec(text)?.[1];
      const isEncoded = text.includes('<EncodingType>url<');
      yield Array.from(text.matchAll(object), ([, one = '']) => ({
        id: addressOf(key?.exec(one)?.[1] ?? '', isEncoded),
        version: `${etag?.exec(one)?.[1]} ${size?.exec(one)?.[1]}`,
      }));
    }
  }

  return {
    width,
    batch: 1,
    list,
    async fetch(items, take) {
      for (const item of items) take({ item, bytes: await ask(`/${settings.bucket}/${item.id}`) });
    },
    requests: () => requests,
    close: () => pool.close(),
  };
}

/** Some servers encode keys when they are asked to. */
function addressOf(listed: string, isEncoded: boolean): string {
  return isEncoded ? listed.replaceAll('+', '%20') : encodeURI(listed);
}
