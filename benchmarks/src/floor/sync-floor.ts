import { hash } from 'node:crypto';
import type { Measurement } from '../measure/measurement.ts';
import type { PreparedWork } from '../measure/prepared-work.ts';
import { type FloorDocument, type FloorStore, SeenBits } from './floor-store.ts';
import { openMysqlFloor } from './mysql/mysql-floor.ts';
import { type PageItem, readPages } from './read-pages.ts';
import { openSqliteFloor } from './sqlite/sqlite-floor.ts';

const perLookUp = 500;
const perCommit = 2000;

/** The work of a sync that lists everything, written as directly as it goes. */
export async function syncFloor({ engine, database, source }: Measurement): Promise<PreparedWork> {
  const store = engine === 'sqlite' ? openSqliteFloor(database) : await openMysqlFloor(database);
  return { run: () => sync(store, source), close: () => store.close() };
}

const digest = (text: string) => hash('sha256', text, 'hex').slice(0, 32);

async function sync(store: FloorStore, source: string) {
  const work = { created: 0, unchanged: 0, updated: 0, deleted: 0 };
  const marks = new SeenBits();
  let inserted: FloorDocument[] = [];
  let updated: [number, FloorDocument][] = [];
  let seen: number[] = [];

  async function take(items: readonly PageItem[]): Promise<void> {
    const keys = items.map(({ id }) => digest(id));
    const known = await store.lookUp(keys);
    for (const [i, item] of items.entries()) {
      const key = keys[i] ?? '';
      const before = known.get(key);
      const { id, title, container, version, modifiedAt, parent, size = null } = item;
      const fingerprint = digest(JSON.stringify([title, container, version, modifiedAt, parent, size]));
      if (before?.placed && before.fingerprint === fingerprint) {
        seen.push(before.id);
        work.unchanged += 1;
        continue;
      }
      const body = item.body ?? null;
      const document: FloorDocument = {
        key,
        id,
        parentKey: parent === undefined ? null : digest(parent),
        title,
        container,
        version,
        size,
        modifiedAt,
        fingerprint,
        body,
        bodyHash: body === null ? null : hash('sha256', body, 'hex'),
      };
      if (before) updated.push([before.id, document]);
      else inserted.push(document);
    }
  }

  async function commit(cursor: string): Promise<void> {
    await store.commit({ inserted, updated, seen, cursor }, marks);
    work.created += inserted.length;
    work.updated += updated.length;
    inserted = [];
    updated = [];
    seen = [];
  }

  let page: PageItem[] = [];
  let cursor = '';
  for await (const items of readPages(source)) {
    page.push(...items);
    if (page.length < perLookUp) continue;
    await take(page);
    cursor = JSON.stringify({ after: page.at(-1)?.id });
    page = [];
    if (inserted.length + updated.length + seen.length >= perCommit) await commit(cursor);
  }
  await take(page);
  await commit('null');
  work.deleted = await sweep(store, marks);
  await store.endPass();
  return work;
}

async function sweep(store: FloorStore, marks: SeenBits): Promise<number> {
  const absent: number[] = [];
  let total = 0;
  for (let after = 0; ; ) {
    const ids = await store.placed(after, 8192);
    const last = ids.at(-1);
    if (last === undefined) break;
    after = last;
    total += ids.length;
    for (const id of ids) if (!marks.has(id)) absent.push(id);
  }
  if (absent.length > Math.max(25, total / 4)) throw new Error(`${absent.length} of ${total} documents would go`);
  for (let start = 0; start < absent.length; start += perCommit) {
    await store.remove(absent.slice(start, start + perCommit));
  }
  return absent.length;
}
