import { type Access, mayRead } from '@acequia/core';
import { chunksForIn, type Database, marks } from '../sql/sql.ts';
import { ownAccess } from '../sync/access-text.ts';
import { hex } from '../sync/document-key.ts';
import { groupsOf } from '../sync/group-rows.ts';

type Reading = Pick<Database, 'reader'>;

interface Node {
  readonly access?: Access;
  /** Empty: at the top. */
  readonly parentKey: string;
}

const deepest = 256;
const columns = `d.id, d.data_source_id, ${hex('d.id_key')}, ${hex('d.parent_key')}, d.listed_access, d.read_access`;
type Row = readonly [
  id: number,
  dataSourceId: number,
  key: string,
  parentKey: string | null,
  listed: string | null,
  read: string | null,
];

function nodeOf([, , , parentKey, listed, read]: Row): Node {
  const access = ownAccess(listed, read);
  return { parentKey: parentKey ?? '', ...(access !== null && { access: JSON.parse(access) as Access }) };
}

/**
 * Which of these documents a user of their sources may read, by what the store knows now. Where a source has access
 * rights, a document whose parents are not all known is nobody's.
 *
 * @param userOf what the source calls the user; undefined: the user is unknown there, and reads what anybody may
 */
export async function visibleTo(
  database: Reading,
  documentIds: readonly number[],
  userOf: (dataSourceId: number) => string | undefined,
): Promise<ReadonlySet<number>> {
  const rows: Row[] = [];
  for (const chunk of chunksForIn(documentIds)) {
    const some = await database.reader.arrays<Row>(
      `SELECT ${columns} FROM documents d WHERE d.id IN (${marks(chunk.length)}) AND d.deleted_at IS NULL`,
      chunk,
    );
    rows.push(...some);
  }
  const visible = new Set<number>();
  for (const [dataSourceId, own] of Map.groupBy(rows, ([, id]) => id)) {
    if (!(await hasAccessRights(database, dataSourceId))) {
      for (const [id] of own) visible.add(id);
      continue;
    }
    const above = await readAncestors(database, dataSourceId, own);
    const user = userOf(dataSourceId);
    const groups = user === undefined ? new Set<string>() : await groupsOf(database, dataSourceId, user);
    for (const row of own) {
      const chain = chainOf(nodeOf(row), above);
      if (chain && mayRead(chain, { user, groups })) visible.add(row[0]);
    }
  }
  return visible;
}

async function hasAccessRights({ reader }: Reading, dataSourceId: number): Promise<boolean> {
  const [source] = await reader.all<{ rights: number }>(
    'SELECT access_rights AS rights FROM data_sources WHERE id = ?',
    [dataSourceId],
  );
  return source?.rights !== 0;
}

/** Everything above these documents, by key; one query for each level. */
async function readAncestors(
  { reader }: Reading,
  dataSourceId: number,
  rows: readonly Row[],
): Promise<Map<string, Node>> {
  const nodes = new Map<string, Node>();
  let wanted = [...new Set(rows.flatMap(([, , , parentKey]) => (parentKey ? [parentKey] : [])))];
  for (let depth = 0; wanted.length > 0 && depth < deepest; depth += 1) {
    const next = new Set<string>();
    for (const chunk of chunksForIn(wanted.map((key) => Buffer.from(key, 'hex')))) {
      const found = await reader.arrays<Row>(
        `SELECT ${columns} FROM documents d WHERE d.data_source_id = ? AND d.id_key IN (${marks(chunk.length)}) AND d.deleted_at IS NULL`,
        [dataSourceId, ...chunk],
      );
      for (const row of found) {
        nodes.set(row[2], nodeOf(row));
        if (row[3]) next.add(row[3]);
      }
    }
    wanted = [...next].filter((key) => !nodes.has(key));
  }
  return nodes;
}

/** Own access from the top down; undefined: something above is not known. */
function chainOf(node: Node, above: ReadonlyMap<string, Node>): (Access | undefined)[] | undefined {
  const accesses = [node.access];
  let at = node;
  while (at.parentKey !== '') {
    const parent = above.get(at.parentKey);
    if (!parent || accesses.length >= deepest) return undefined;
    accesses.unshift(parent.access);
    at = parent;
  }
  return accesses;
}
