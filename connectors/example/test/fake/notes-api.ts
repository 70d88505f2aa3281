import { compareIds, type Item, pageByKey, type SourceModel } from '@acequia/testkit';
import type { NotebookShelf } from './notebook-shelf.ts';

/** What a listing asks for. */
export interface ItemsQuery {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly under?: string | undefined;
}

/** The service in good health, over a model whose feeds are its notebooks. */
export class NotesApi {
  readonly #model: SourceModel;
  readonly #shelf: NotebookShelf;
  readonly #forbidden: ReadonlySet<string>;

  constructor(model: SourceModel, shelf: NotebookShelf, forbidden: ReadonlySet<string>) {
    this.#model = model;
    this.#shelf = shelf;
    this.#forbidden = forbidden;
  }

  hasNotebook(id: string): boolean {
    return this.#shelf.has(id);
  }

  isDeleted(id: string): boolean {
    return this.#shelf.isDeleted(id);
  }

  notebooks(search = ''): unknown[] {
    return this.#shelf.notebooks
      .flatMap((id) => this.#model.get(id) ?? [])
      .filter(({ title }) => title.toLowerCase().includes(search.toLowerCase()))
      .map(show);
  }

  /** Undefined: the folder `under` is not in this notebook any more. */
  items(notebook: string, { limit, after, under }: ItemsQuery): unknown {
    const inside = under === undefined ? undefined : this.#containersUnder(notebook, under);
    if (under !== undefined && inside === undefined) return undefined;
    const position = this.#model.events.head;
    const items = this.#shelf
      .items(notebook, after)
      .filter(({ id, parent }) => inside === undefined || id === under || inside.has(parent ?? ''));
    const page = pageByKey(items, { limit, after, keyOf: ({ id }) => id, compare: compareIds });
    return { items: page.items.map(show), next: page.next ?? null, position };
  }

  /** Undefined: the position is older than the feed. */
  changes(notebook: string, since: number, limit: number): unknown {
    const events = this.#model.events.after(notebook, since, limit + 1);
    if (events === 'expired') return undefined;
    const more = events.length > limit;
    const changes = events.slice(0, limit).map(({ type, id }) => {
      const item = this.#model.get(id);
      const entered = type === 'enter' || type === 'restore';
      return { id, item: item?.feeds.includes(notebook) ? show(item) : null, ...(entered && { entered }) };
    });
    const position = more ? (events[limit - 1]?.position ?? since) : this.#model.events.head;
    return { changes, position, more };
  }

  readonly state = (id: string): unknown => {
    const { status, item } = this.#look(id);
    return { id, status, item: item ? show(item) : null };
  };

  readonly content = (id: string): unknown => {
    const { status, item } = this.#look(id);
    if (!item) return { id, status };
    if (item.container) return { id, status: 'missing' };
    return { id, status, version: versionOf(item), text: this.#model.bodyOf(item) };
  };

  #look(id: string): { readonly status: string; readonly item?: Item } {
    if (this.#shelf.isDeleted(id)) return { status: 'deleted' };
    const item = this.#model.get(id);
    if (!item) return { status: 'missing' };
    return this.#forbidden.has(id) ? { status: 'forbidden' } : { status: 'ok', item };
  }

  #containersUnder(notebook: string, root: string): ReadonlySet<string> | undefined {
    if (!this.#model.get(root)?.feeds.includes(notebook)) return undefined;
    const inside = new Set([root]);
    for (let before = 0; before < inside.size; ) {
      before = inside.size;
      for (const { id, parent } of this.#model.store.containers()) if (inside.has(parent ?? '')) inside.add(id);
    }
    return inside;
  }
}

const versionOf = (item: Item) => `v${item.revision}`;

function show(item: Item) {
  const { id, container, title, parent, modifiedAt } = item;
  return {
    id,
    type: container ? 'folder' : 'note',
    title,
    parent: parent ?? null,
    version: versionOf(item),
    edited_at: new Date(modifiedAt).toISOString(),
  };
}
