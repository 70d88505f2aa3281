import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRedactor } from '@acequia/http';
import { collectBlobs, purgeTombstones, type SyncLogs, tombstoneRetention } from '@acequia/store';
import { createLogFile } from './context/log-file.ts';
import type { Parts } from './parts.ts';
import { tenantId } from './tenant.ts';

const day = 24 * 60 * 60 * 1000;

/** {@link clean}, where a failure is no failure of the sync that it follows: it is tried again after the next one. */
export async function maintain(parts: Parts, logs: SyncLogs): Promise<void> {
  await clean(parts, logs).catch((error: unknown) => {
    createLogFile(parts.files.log, createRedactor(), {}).warn(`Maintenance failed: ${error}`);
  });
}

/**
 * Once a day: removes tombstones that are old and that the index has passed, texts that nothing refers to, and old
 * records of syncs. Does nothing when it was done within the last day.
 */
async function clean({ files, clock, open, search }: Parts, logs: SyncLogs): Promise<void> {
  const stamp = join(files.state, 'maintained');
  const last = await stat(stamp).catch(() => undefined);
  if (last && clock.now() - last.mtimeMs < day) return;
  const { database } = open;
  const before = clock.now() - tombstoneRetention;
  await purgeTombstones({ database, clock, tenantId, before, passed: (dataSourceId) => search.position(dataSourceId) });
  await collectBlobs(database, tenantId);
  await logs.removeOld(clock.now());
  await writeFile(stamp, '');
}
