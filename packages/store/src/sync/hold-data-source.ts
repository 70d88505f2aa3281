import { AcequiaError, type Clock, StaleLease } from '@acequia/core';
import type { Database, Sql } from '../sql/sql.ts';
import { fenceOff, type SyncHolder, SyncRunning } from './begin-sync.ts';
import { newOwner } from './owner.ts';
import { leaseTime } from './sync-scope.ts';

/** What is done to a data source while no sync runs. */
export interface HoldOptions {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly tenantId: number;
  readonly dataSourceId: number;
}

/** A data source that nobody else writes to. */
export interface Held {
  readonly clock: Pick<Clock, 'now'>;
  readonly dataSourceId: number;
  readonly syncToken: number;
  /** A transaction that first checks that the data source is still held, and says that the holder lives. @throws StaleLease */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}

/**
 * Keeps syncs away while `work` runs: what a sync has read about documents must not go behind its back. A holder that
 * is gone, or silent for a minute, loses the data source like a sync does.
 *
 * @throws SyncRunning
 * @throws AcequiaError `not_found`
 */
export async function holdDataSource<T>(options: HoldOptions, work: (held: Held) => Promise<T>): Promise<T> {
  const { database, clock, dataSourceId } = options;
  const syncToken = await take(options);
  const held: Held = {
    clock,
    dataSourceId,
    syncToken,
    transaction: (within) =>
      database.transaction(async (sql) => {
        const ours = await sql.run('UPDATE data_sources SET sync_until = ? WHERE id = ? AND sync_token = ?', [
          clock.now() + leaseTime,
          dataSourceId,
          syncToken,
        ]);
        if (ours !== 1) throw new StaleLease();
        return within(sql);
      }),
  };
  try {
    return await work(held);
  } finally {
    await database.transaction((sql) =>
      sql.run('UPDATE data_sources SET sync_owner = NULL, sync_until = 0 WHERE id = ? AND sync_token = ?', [
        dataSourceId,
        syncToken,
      ]),
    );
  }
}

async function take({ database, clock, tenantId, dataSourceId }: HoldOptions): Promise<number> {
  const owner = newOwner();
  return database.transaction(async (sql) => {
    const [source] = await sql.all<SyncHolder & { sync_token: number }>(
      'SELECT sync_token, sync_owner, sync_until, sync_log_id FROM data_sources WHERE id = ? AND tenant_id = ?',
      [dataSourceId, tenantId],
    );
    if (!source) throw new AcequiaError('not_found', 'There is no such data source');
    const now = clock.now();
    await fenceOff(sql, source, now);
    const syncToken = source.sync_token + 1;
    const taken = await sql.run(
      'UPDATE data_sources SET sync_token = ?, sync_owner = ?, sync_until = ?, sync_log_id = NULL WHERE id = ? AND sync_token = ?',
      [syncToken, owner, now + leaseTime, dataSourceId, source.sync_token],
    );
    if (taken !== 1) throw new SyncRunning(undefined);
    return syncToken;
  });
}
