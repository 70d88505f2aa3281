import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { collectBlobs, purgeTombstones, type SyncLogs, tombstoneRetention } from '@acequia/store';
import type { Parts } from './parts.ts';
import { tenantId } from './tenant.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * Once a day: removes tombstones that are old and that the index has passed, texts that nothing refers to, and old
 * records of syncs. Does nothing when it was done within the last day.
 */
export async function maintain({ files, clock, open, search }: Parts, logs: SyncLogs): Promise<void> {
  const stamp = join(files.state, 'maintained');
  const last = await stat(stamp).catch(() => undefined);
  if (last && clock.now() - last.mtimeMs < day) return;
  await writeFile(stamp, '');
  const { database } = open;
  const before = clock.now() - tombstoneRetention;
  await purgeTombstones({ database, clock, tenantId, before, passed: (dataSourceId) => search.position(dataSourceId) });
  await collectBlobs(database, tenantId);
  await logs.removeOld(clock.now());
}
