import type { Counts } from '@acequia/core';
import type { Sql } from '../sql/sql.ts';

/** Adds what a commit did to the sync's log, and says that the sync lives. */
export async function countSync(sql: Sql, syncLogId: number, counts: Readonly<Counts>, now: number): Promise<void> {
  const { total, created, updated, moved, restored, unchanged, skipped, failed, bytes, requests } = counts;
  await sql.run(
    'UPDATE sync_logs SET items_total = items_total + ?, items_created = items_created + ?, items_updated = items_updated + ?, items_moved = items_moved + ?, items_restored = items_restored + ?, items_unchanged = items_unchanged + ?, items_skipped = items_skipped + ?, items_failed = items_failed + ?, bytes = bytes + ?, requests = requests + ?, heartbeat_at = ? WHERE id = ?',
    [total, created, updated, moved, restored, unchanged, skipped, failed, bytes, requests, now, syncLogId],
  );
}
