import type { Document } from '../contract/document.ts';
import type { SyncStore } from '../ports/sync-store.ts';

const remembered = 10_000;
const deepest = 256;

interface Container {
  readonly title: string;
  readonly parent?: string;
}

/** Paths of documents from the titles of their containers, with the containers met last in memory. */
export class Paths {
  readonly #store: Pick<SyncStore, 'parents'>;
  readonly #containers = new Map<string, Container>();

  constructor(store: Pick<SyncStore, 'parents'>) {
    this.#store = store;
  }

  #remember(id: string, container: Container): void {
    this.#containers.delete(id);
    this.#containers.set(id, container);
    if (this.#containers.size > remembered) {
      for (const oldest of this.#containers.keys()) {
        this.#containers.delete(oldest);
        break;
      }
    }
  }

  /** The paths of one page, in its order; one look-up per level of containers that are not known yet. */
  async of(page: readonly Document[]): Promise<string[]> {
    for (const document of page) {
      if (document.container) {
        this.#remember(document.id, { title: document.title, ...(document.parent && { parent: document.parent }) });
      }
    }
    const met = new Map<string, Container>();
    let missing = new Set(page.flatMap(({ parent }) => (parent === undefined ? [] : [parent])));
    for (let depth = 0; missing.size > 0 && depth < deepest; depth += 1) {
      const unknown = [...missing].filter((id) => !this.#containers.has(id));
      const loaded = unknown.length > 0 ? await this.#store.parents(unknown) : new Map<string, Container>();
      const next = new Set<string>();
      for (const id of missing) {
        const container = this.#containers.get(id) ?? loaded.get(id);
        if (!container) continue;
        met.set(id, container);
        if (container.parent !== undefined && !met.has(container.parent)) next.add(container.parent);
      }
      missing = next;
    }
    for (const [id, container] of met) this.#remember(id, container);
    return page.map((document) => {
      const titles = [document.title];
      for (let id = document.parent; id !== undefined && titles.length < deepest; ) {
        const container = met.get(id);
        if (!container) break;
        titles.unshift(container.title);
        id = container.parent;
      }
      return titles.join('/');
    });
  }
}
