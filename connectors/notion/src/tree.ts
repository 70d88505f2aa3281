import { type Pick, SourceError } from '@acequia/core/contract';
import type { DataSource, Found, Parent } from './answer-schemas.ts';
import { type Asking, getBlock, getDatabase, getDataSource, getPage } from './requests.ts';

/** Parents that are remembered during one call of the host. */
const remembered = 20_000;
/** No tree in Notion is that deep: a ring. */
const deepest = 500;

/** A page or table that others lie in. */
interface Place {
  readonly object: 'page' | 'data_source';
  readonly id: string;
}

/**
 * Finds out where things lie. Pages inside of columns, toggles and the like name a block as their parent
 * (https://developers.notion.com/reference/parent-object), so blocks are asked for until a page or table comes; each
 * only once. With picks, so are the pages above.
 */
export class Tree {
  readonly #asking: Asking;
  readonly #roots: ReadonlySet<string>;
  readonly #places = new Map<string, Place | undefined>();

  /** @param roots none: everything is wanted */
  constructor(asking: Asking, roots: readonly Pick[]) {
    this.#asking = asking;
    this.#roots = new Set(roots.map(({ id }) => id));
  }

  /** Whether everything is wanted. */
  get isWhole(): boolean {
    return this.#roots.size === 0;
  }

  /** The id of the document that this one lies in; undefined at the top, and where the connection may not see what is above. */
  async parentOf(found: Found): Promise<string | undefined> {
    return (await this.#placeOf(found))?.id;
  }

  /** Whether something is a pick or lies below one. */
  async wants(found: Found): Promise<boolean> {
    if (this.isWhole || this.#roots.has(found.id)) return true;
    let place = await this.#placeOf(found);
    for (let depth = 0; place && depth < deepest; depth += 1) {
      if (this.#roots.has(place.id)) return true;
      place = await this.#above(place);
    }
    return false;
  }

  async #placeOf(found: Found): Promise<Place | undefined> {
    const place = await this.#resolve(tableParent(found));
    if (!this.isWhole) this.#remember(found.id, place);
    return place;
  }

  #above(place: Place): Promise<Place | undefined> {
    return this.#recall(place.id, async () => {
      const get = place.object === 'page' ? getPage : getDataSource;
      return this.#resolve(tableParent((await get(this.#asking, place.id)).value));
    });
  }

  async #resolve(parent: Parent): Promise<Place | undefined> {
    let { page_id, data_source_id, database_id, block_id } = parent;
    const passed: string[] = [];
    for (let depth = 0; depth < deepest; depth += 1) {
      let place: Place | undefined;
      if (page_id !== undefined) place = { object: 'page', id: page_id };
      else if (data_source_id !== undefined) place = { object: 'data_source', id: data_source_id };
      else if (block_id !== undefined && !this.#places.has(block_id)) {
        passed.push(block_id);
        const id = block_id;
        const above = await this.#unlessHidden(async () => (await getBlock(this.#asking, id)).value.parent);
        ({ page_id, data_source_id, database_id, block_id } = above ?? { type: 'none' });
        continue;
      } else if (block_id !== undefined) place = this.#places.get(block_id);
      else if (database_id !== undefined) place = await this.#onlyTable(database_id);
      for (const id of passed) this.#remember(id, place);
      return place;
    }
    return undefined;
  }

  /** A page right below a database belongs to the only table of it. */
  #onlyTable(databaseId: string): Promise<Place | undefined> {
    return this.#recall(databaseId, async () => {
      const { data_sources } = (await getDatabase(this.#asking, databaseId)).value;
      const [only] = data_sources;
      return only && data_sources.length === 1 ? { object: 'data_source', id: only.id } : undefined;
    });
  }

  async #recall(id: string, find: () => Promise<Place | undefined>): Promise<Place | undefined> {
    if (this.#places.has(id)) return this.#places.get(id);
    const place = await this.#unlessHidden(find);
    this.#remember(id, place);
    return place;
  }

  /** What the connection may not see has nothing above it. */
  async #unlessHidden<T>(find: () => Promise<T>): Promise<T | undefined> {
    this.#asking.signal.throwIfAborted();
    try {
      return await find();
    } catch (error) {
      if (SourceError.isInstance(error) && error.kind === 'not-found') return undefined;
      throw error;
    }
  }

  #remember(id: string, place: Place | undefined): void {
    this.#places.delete(id);
    this.#places.set(id, place);
    if (this.#places.size <= remembered) return;
    for (const oldest of this.#places.keys()) {
      this.#places.delete(oldest);
      break;
    }
  }
}

/** A table lies where its database lies, but the tables of other systems inside of another table. */
function tableParent(found: Found): Parent {
  return isTable(found) && found.parent.type === 'database_id' ? found.database_parent : found.parent;
}

function isTable(found: Found): found is DataSource {
  return found.object === 'data_source';
}
