import { chunksForIn, type Database, marks } from '../sql/sql.ts';
import { hex } from '../sync/document-key.ts';

/** A document whose path is wanted. */
export interface PathStart {
  readonly dataSourceId: number;
  readonly title: string;
  /** Key of its parent in hexadecimal; absent or null: it is at the top. */
  readonly parentKey?: string | null;
}

interface Container {
  readonly title: string;
  readonly parentKey: string | null;
}

const deepest = 256;

/** Containers of these keys, by key. */
async function readContainers(database: Pick<Database, 'reader'>, dataSourceId: number, keys: readonly string[]) {
  const found: [string, Container][] = [];
  for (const chunk of chunksForIn(keys.map((key) => Buffer.from(key, 'hex')))) {
    const rows = await database.reader.arrays<[string, string, string | null]>(
      `SELECT ${hex('id_key')}, title, ${hex('parent_key')} FROM documents WHERE data_source_id = ? AND id_key IN (${marks(chunk.length)})`,
      [dataSourceId, ...chunk],
    );
    for (const [key, title, parentKey] of rows) found.push([key, { title, parentKey: parentKey || null }]);
  }
  return found;
}

/**
 * Paths from the top, `/`-separated, in the order of `starts`: one query for each level and data source. At most 256
 * levels; a parent that is not stored, or that is its own ancestor, ends the path.
 */
export async function readPaths(database: Pick<Database, 'reader'>, starts: readonly PathStart[]): Promise<string[]> {
  const sources = new Map<number, Map<string, Container>>();
  for (const dataSourceId of new Set(starts.map((start) => start.dataSourceId))) {
    const containers = new Map<string, Container>();
    sources.set(dataSourceId, containers);
    let wanted = new Set(
      starts.flatMap((start) => (start.dataSourceId === dataSourceId && start.parentKey ? [start.parentKey] : [])),
    );
    for (let depth = 1; wanted.size > 0 && depth < deepest; depth += 1) {
      const found = await readContainers(database, dataSourceId, [...wanted]);
      for (const [key, container] of found) containers.set(key, container);
      const above = found.flatMap(([, { parentKey }]) => (parentKey === null ? [] : [parentKey]));
      wanted = new Set(above.filter((key) => !containers.has(key)));
    }
  }
  return starts.map(({ dataSourceId, title, parentKey }) => {
    const titles = [title];
    const met = new Set<string>();
    for (let key = parentKey; key && !met.has(key); ) {
      met.add(key);
      const container = sources.get(dataSourceId)?.get(key);
      if (!container) break;
      titles.push(container.title);
      key = container.parentKey;
    }
    return titles.reverse().join('/');
  });
}
