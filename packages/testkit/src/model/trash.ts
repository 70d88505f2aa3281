import type { Item } from './item.ts';

/** What was deleted and can be restored, and every id that ever went. */
export class Trash {
  readonly #deletions = new Map<string, readonly Item[]>();
  readonly #gone = new Set<string>();

  /** Ids that `restore` takes: each stands for everything that was deleted with it. */
  get restorable(): string[] {
    return [...this.#deletions.keys()];
  }

  /** Keeps what was deleted together with `id`, parents first. */
  keep(id: string, items: readonly Item[]): void {
    this.#deletions.set(id, items);
    for (const item of items) this.#gone.add(item.id);
  }

  /** An id that is no more and will not be restored. */
  forget(id: string): void {
    this.#gone.add(id);
  }

  take(id: string): readonly Item[] {
    const items = this.#deletions.get(id) ?? [];
    this.#deletions.delete(id);
    return items;
  }

  /** Whether there once was such an id. Ask only for ids that are not there now. */
  has(id: string): boolean {
    return this.#gone.has(id);
  }
}
