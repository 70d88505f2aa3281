import { hash } from 'node:crypto';
import { type Digest, type Group, type Principal, StaleLease } from '@acequia/core';
import { type Database, marks, type Sql } from '../sql/sql.ts';
import { decodeNative, encodeNative, fromHex } from './document-key.ts';
import type { SyncScope } from './sync-scope.ts';
import { holdSync } from './tombstone.ts';

const batchRows = 500;
const deepest = 64;

/** Key of a user or group. */
function memberKey(type: 'user' | 'group', id: string): Digest {
  return hash('sha256', JSON.stringify([type, id]), 'hex').slice(0, 32);
}

const keyed = (principal: Principal): principal is Extract<Principal, { id: string }> => 'id' in principal;

/**
 * Replaces all groups of a data source. Until the last one is read the old ones count; when reading fails they stay.
 *
 * @throws StaleLease, and what `groups` throws
 */
export async function replaceGroups(scope: SyncScope, groups: AsyncIterable<Group>): Promise<void> {
  const { database, dataSourceId, syncToken } = scope;
  const [source] = await database.reader.all<{ generation: number }>(
    'SELECT groups_generation AS generation FROM data_sources WHERE id = ?',
    [dataSourceId],
  );
  const old = source?.generation ?? 0;
  const fresh = old + 1;
  await removeGroups(scope, fresh);
  let rows: (string | number | Buffer)[][] = [];
  const write = async () => {
    const some = rows;
    rows = [];
    const columns = ['data_source_id', 'generation', 'member_key', 'group_key', 'group_id'];
    await database.transaction(async (sql) => {
      await holdSync(sql, scope);
      await sql.put('group_members', columns.slice(0, 4), columns, some, 'keep');
    });
  };
  for await (const group of groups) {
    const groupKey = fromHex(memberKey('group', group.id));
    for (const member of group.members) {
      if (!keyed(member)) continue;
      rows.push([dataSourceId, fresh, fromHex(memberKey(member.type, member.id)), groupKey, encodeNative(group.id)]);
      if (rows.length >= batchRows) await write();
    }
  }
  await write();
  await database.transaction(async (sql) => {
    const changed = await sql.run('UPDATE data_sources SET groups_generation = ? WHERE id = ? AND sync_token = ?', [
      fresh,
      dataSourceId,
      syncToken,
    ]);
    if (changed !== 1) throw new StaleLease();
  });
  await removeGroups(scope, old);
}

/** Whether groups of the data source were ever read to their end. */
export async function hasGroups({ database, dataSourceId }: SyncScope): Promise<boolean> {
  const [source] = await database.reader.all<{ generation: number }>(
    'SELECT groups_generation AS generation FROM data_sources WHERE id = ?',
    [dataSourceId],
  );
  return (source?.generation ?? 0) > 0;
}

async function removeGroups(scope: SyncScope, generation: number): Promise<void> {
  const { database, dataSourceId } = scope;
  for (let left = true; left; ) {
    left = await database.transaction(async (sql) => {
      await holdSync(sql, scope);
      return removeSomeGroups(sql, dataSourceId, generation);
    });
  }
}

/** @returns whether some may be left */
export async function removeSomeGroups(sql: Sql, dataSourceId: number, generation: number): Promise<boolean> {
  const rows = await sql.arrays<[Uint8Array, Uint8Array]>(
    `SELECT member_key, group_key FROM group_members WHERE data_source_id = ? AND generation = ? LIMIT ${batchRows}`,
    [dataSourceId, generation],
  );
  await sql.runEach(
    'DELETE FROM group_members WHERE data_source_id = ? AND generation = ? AND member_key = ? AND group_key = ?',
    rows.map(([member, group]) => [dataSourceId, generation, member, group]),
  );
  return rows.length === batchRows;
}

/** The groups that a user of the source is in, through other groups too. At most 64 levels of nesting. */
export async function groupsOf(
  { reader }: Pick<Database, 'reader'>,
  dataSourceId: number,
  user: string,
): Promise<ReadonlySet<string>> {
  const groups = new Set<string>();
  let members = [memberKey('user', user)];
  for (let depth = 0; members.length > 0 && depth < deepest; depth += 1) {
    const found: string[] = [];
    for (let start = 0; start < members.length; start += batchRows) {
      const some = members.slice(start, start + batchRows);
      const rows = await reader.arrays<[Uint8Array]>(
        `SELECT DISTINCT m.group_id FROM group_members m JOIN data_sources s ON s.id = m.data_source_id AND s.groups_generation = m.generation WHERE m.data_source_id = ? AND m.member_key IN (${marks(some.length)})`,
        [dataSourceId, ...some.map(fromHex)],
      );
      found.push(...rows.map(([id]) => decodeNative(id)));
    }
    const fresh = [...new Set(found)].filter((id) => !groups.has(id));
    for (const id of fresh) groups.add(id);
    members = fresh.map((id) => memberKey('group', id));
  }
  return groups;
}
