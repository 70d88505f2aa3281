import type { StoredDocumentInfo } from '@acequia/engine';
import { safeName } from './safe-name.ts';

const deepest = 40;

/**
 * Gives each document a path of its own below the export's folder: its data source, its containers, its title with
 * `.md`. No two are the same on a file system that does not tell large letters from small ones.
 */
export class ExportPaths {
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();

  /** @param taken names at the top that something else uses */
  constructor(taken: readonly string[]) {
    for (const name of taken) this.#files.add(keyOf(name));
  }

  /** `/`-separated. Call it once for each document: the same names give another path the second time. */
  take({ id, dataSource, path, title }: Pick<StoredDocumentInfo, 'id' | 'dataSource' | 'path' | 'title'>): string {
    // A title may have a slash in it, which separates nothing.
    const above = path.endsWith(`/${title}`) ? path.slice(0, -title.length - 1).split('/') : [];
    let folder = '';
    for (const name of [dataSource, ...above].slice(0, deepest)) folder = this.#folder(folder, safeName(name));
    const name = safeName(title).replace(/\.(?:md|markdown)$/i, '');
    let file = `${folder}/${name}.md`;
    // The number makes it unique; the loop is for a title that looks like it.
    for (let count = 0; this.#isTaken(file); count += 1)
      file = `${folder}/${name} (${id}${count > 0 ? `-${count}` : ''}).md`;
    this.#files.add(keyOf(file));
    return file;
  }

  #folder(parent: string, name: string): string {
    let path = parent === '' ? name : `${parent}/${name}`;
    while (this.#files.has(keyOf(path))) path += '_';
    this.#folders.add(keyOf(path));
    return path;
  }

  #isTaken(file: string): boolean {
    return this.#files.has(keyOf(file)) || this.#folders.has(keyOf(file));
  }
}

const keyOf = (path: string) => path.normalize('NFC').toLowerCase();
