import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const quote = /(<!-- quote (\S+) -->\n\n```ts\n)[\s\S]*?(```\n)/g;

/** Puts the present text of each quoted file into a page: between `<!-- quote PATH -->` and the end of the code block after it. */
export async function quoteSources(page: string, root: string): Promise<string> {
  const paths = [...page.matchAll(quote)].map(([, , path = '']) => path);
  const texts = new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(root, path), 'utf8')] as const)),
  );
  return page.replace(
    quote,
    (_, before: string, path: string, after: string) => before + (texts.get(path) ?? '') + after,
  );
}
