import type { Item, SourceModel } from '@acequia/testkit';

/** The notebooks that a team has now. The model knows how what is in them is deleted, but keeps its feeds for ever. */
export class NotebookShelf {
  readonly #model: SourceModel;
  /** Deleted notebooks with the ids of what lay in them at the top. */
  readonly #deleted = new Map<string, readonly string[]>();

  constructor(model: SourceModel) {
    this.#model = model;
  }

  get notebooks(): readonly string[] {
    return this.#model.feeds.filter((id) => !this.#deleted.has(id));
  }

  has(notebook: string): boolean {
    return this.notebooks.includes(notebook);
  }

  isDeleted(id: string): boolean {
    return this.#deleted.has(id) || this.#model.isGone(id);
  }

  /** Everything in a notebook, itself included, by id. */
  items(notebook: string, after?: string): IteratorObject<Item> {
    return this.#model.store.byId(notebook, after);
  }

  delete(id: string): void {
    if (!this.has(id)) {
      this.#model.delete(id);
      return;
    }
    const top = [...this.items(id)].filter(({ parent }) => parent === id).map((item) => item.id);
    for (const item of top) this.#model.delete(item);
    this.#deleted.set(id, top);
  }

  restore(id: string): void {
    const top = this.#deleted.get(id) ?? [id];
    this.#deleted.delete(id);
    for (const item of top) if (!this.#model.restore(item)) throw new Error(`"${item}" is not in the trash`);
  }
}
