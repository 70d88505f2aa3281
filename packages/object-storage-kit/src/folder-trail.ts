import { foldersOf } from './key-path.ts';

/** Follows the keys of a listing and tells each folder when it is entered. It holds one path, whatever the bucket's size. */
export class FolderTrail {
  #open: readonly string[];

  /** @param after the last key that was read before */
  constructor(after: string | undefined) {
    this.#open = after === undefined ? [] : foldersOf(after);
  }

  /** The folders of this key that the key before did not lie in, from the top. */
  enter(key: string): readonly string[] {
    const folders = foldersOf(key);
    const same = folders.findIndex((folder, index) => folder !== this.#open[index]);
    this.#open = folders;
    return same < 0 ? [] : folders.slice(same);
  }
}
