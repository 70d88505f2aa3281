import type { Listed } from './plain-client.ts';

/** What is directly in a folder. */
export interface ListedFolder {
  readonly folders: readonly string[];
  readonly files: readonly Listed[];
}

/** Everything below a folder, of which `width` are listed at once. */
export async function* listTree(
  root: string,
  width: number,
  listFolder: (path: string) => Promise<ListedFolder>,
): AsyncGenerator<readonly Listed[]> {
  const waiting = [root];
  const active = new Map<string, Promise<ListedFolder & { readonly path: string }>>();
  while (waiting.length > 0 || active.size > 0) {
    while (active.size < width) {
      const path = waiting.pop();
      if (path === undefined) break;
      active.set(
        path,
        listFolder(path).then((listed) => ({ ...listed, path })),
      );
    }
    const { path, folders, files } = await Promise.race(active.values());
    active.delete(path);
    waiting.push(...folders);
    yield files;
  }
}
