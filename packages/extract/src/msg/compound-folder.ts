import { type CFB$Container, type CFB$Entry, read } from 'cfb';

/** A folder of a compound file: streams and folders by name. https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb */
export class CompoundFolder {
  readonly #streams = new Map<string, Uint8Array>();
  readonly #folders = new Map<string, CompoundFolder>();

  static open(bytes: Uint8Array): CompoundFolder {
    const container: CFB$Container = read(bytes, { type: 'buffer' });
    const root = new CompoundFolder();
    for (const [index, entry] of container.FileIndex.entries()) {
      const path = (container.FullPaths[index] ?? '').split('/').filter((part) => part !== '');
      root.#place(path.slice(1), entry);
    }
    return root;
  }

  /** The bytes of a stream; undefined when there is none. Names do not differ in case. */
  stream(name: string): Uint8Array | undefined {
    return this.#streams.get(name.toLowerCase());
  }

  folder(name: string): CompoundFolder | undefined {
    return this.#folders.get(name.toLowerCase());
  }

  /** The folders whose names begin so, in their order. */
  foldersLike(start: string): CompoundFolder[] {
    const names = [...this.#folders.keys()].filter((name) => name.startsWith(start.toLowerCase())).sort();
    return names.flatMap((name) => this.#folders.get(name) ?? []);
  }

  has(name: string): boolean {
    return this.#streams.has(name.toLowerCase()) || this.#folders.has(name.toLowerCase());
  }

  #place([first, ...rest]: readonly string[], entry: CFB$Entry): void {
    if (first === undefined) return;
    const key = first.toLowerCase();
    if (rest.length === 0 && entry.type === streamType) this.#streams.set(key, Uint8Array.from(entry.content ?? []));
    else {
      const folder = this.#folders.get(key) ?? new CompoundFolder();
      this.#folders.set(key, folder);
      folder.#place(rest, entry);
    }
  }
}

const streamType = 2;
