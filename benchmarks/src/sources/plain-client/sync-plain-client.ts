import type { PreparedSync } from '../measure/prepared-sync.ts';
import type { SourceMeasurement, SourceWork } from '../measure/source-measurement.ts';
import { ContentRows } from './content-rows.ts';
import { findPlainClient } from './find-plain-client.ts';
import type { Listed, PlainClient } from './plain-client.ts';

/** Lists everything, fetches what is new or changed while it lists, keeps it as rows, and deletes what is gone. */
export async function syncPlainClient({ side, type, reach, database }: SourceMeasurement): Promise<PreparedSync> {
  const open = await findPlainClient(side === 'script' ? 'script' : 'floor', type);
  const client = await open(reach);
  const rows = new ContentRows(database, side === 'searchable');
  return {
    run: () => sync(client, rows),
    async close() {
      rows.close();
      await client.close();
    },
  };
}

async function sync(client: PlainClient, rows: ContentRows): Promise<SourceWork> {
  const absent = rows.versions();
  const wanted = new Queue<Listed>();
  let bytes = 0;
  async function fetchAll(): Promise<void> {
    for (let items = await wanted.take(client.batch); items.length > 0; items = await wanted.take(client.batch)) {
      await client.fetch(items, (file) => {
        bytes += file.bytes.length;
        rows.put(file);
      });
    }
  }
  const fetching = Promise.all(Array.from({ length: client.width }, fetchAll));
  for await (const items of client.list()) {
    for (const item of items) {
      if (absent.get(item.id) !== item.version) wanted.add(item);
      absent.delete(item.id);
    }
  }
  wanted.end();
  await fetching;
  rows.remove(absent.keys());
  return { documents: rows.count(), deleted: absent.size, bytes, requests: client.requests() };
}

/** Items that wait for whoever takes them. */
class Queue<T> {
  #items: T[] = [];
  #next = 0;
  #ended = false;
  readonly #idle: (() => void)[] = [];

  add(item: T): void {
    this.#items.push(item);
    this.#idle.shift()?.();
  }

  end(): void {
    this.#ended = true;
    for (const wake of this.#idle.splice(0)) wake();
  }

  /** Up to `count`, at least one; none: there are no more. */
  async take(count: number): Promise<T[]> {
    while (this.#next === this.#items.length && !this.#ended) {
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    }
    const taken = this.#items.slice(this.#next, this.#next + count);
    this.#next += taken.length;
    return taken;
  }
}
