import { type Access, mayRead } from '@acequia/core';
import { chunksForIn, type Database, marks } from '../sql/sql.ts';
import { hex } from '../sync/document-key.ts';
import { groupsOf } from '../sync/group-rows.ts';

type Reading = Pick<Database, 'reader'>;

interface Node {
  readonly access?: Access;
  /** Empty: at the top. */
  readonly parentKey: string;
}

const deepest = 256;
const columns = `d.id, d.data_source_id, ${hex('d.id_key')}, ${hex('d.parent_key')}, d.access`;
type Row = readonly [id: number, dataSourceId: number, key: string, parentKey: string | null, access: string | null];

function nodeOf([, , , parentKey, access]: Row): Node {
  return { parentKey: parentKey ?? '', ...(access !== null && { access: JSON.parse(access) as Access }) };
}

/**
 * Which of these documents a user of their sources may read, by what the store knows now.
 *
 * @param user as the source calls it
 * @param open whether a data source is one without access rights: what says nothing may then be read by everybody
 */
export async function visibleTo(
  database: Reading,
  documentIds: readonly number[],
  user: string,
  open: (dataSourceId: number) => boolean,
): Promise<ReadonlySet<number>> {
  const rows: Row[] = [];
  for (const chunk of chunksForIn(documentIds)) {
    rows.push(
      ...(await database.reader.arrays<Row>(
        `SELECT ${columns} FROM documents d WHERE d.id IN (${marks(chunk.length)}) AND d.deleted_at IS NULL`,
        chunk,
      )),
    );
  }
  const visible = new Set<number>();
  for (const dataSourceId of new Set(rows.map(([, id]) => id))) {
    const own = rows.filter(([, id]) => id === dataSourceId);
    const above = await readAncestors(database, dataSourceId, own);
    const reader = { user, groups: await groupsOf(database, dataSourceId, user) };
    const isOpen = open(dataSourceId);
    for (const row of own) {
      const chain = chainOf(nodeOf(row), above);
      // A parent that nobody knows may hold a restriction.
      if ((chain.complete || isOpen) && mayRead(chain.accesses, reader, isOpen)) visible.add(row[0]);
    }
  }
  return visible;
}

/** Everything above these documents, by key; one query for each level. */
async function readAncestors(
  database: Reading,
  dataSourceId: number,
  rows: readonly Row[],
): Promise<Map<string, Node>> {
  const nodes = new Map<string, Node>();
  let wanted = [...new Set(rows.flatMap(([, , , parentKey]) => (parentKey ? [parentKey] : [])))];
  for (let depth = 0; wanted.length > 0 && depth < deepest; depth += 1) {
    const next = new Set<string>();
    for (const chunk of chunksForIn(wanted.map((key) => Buffer.from(key, 'hex')))) {
      const found = await database.reader.arrays<Row>(
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

function chainOf(
  node: Node,
  above: ReadonlyMap<string, Node>,
): { readonly accesses: (Access | undefined)[]; readonly complete: boolean } {
  const accesses = [node.access];
  let at: Node | undefined = node;
  while (at && at.parentKey !== '' && accesses.length < deepest) {
    at = above.get(at.parentKey);
    accesses.unshift(at?.access);
  }
  return { accesses, complete: at?.parentKey === '' };
}
