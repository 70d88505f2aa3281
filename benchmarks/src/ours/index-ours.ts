import { catchUp } from '@acequia/knowledge';
import { changeFeed, openMysqlSearchIndex, openSqliteSearchIndex } from '@acequia/store';
import type { Measurement } from '../measure/measurement.ts';
import type { PreparedWork } from '../measure/prepared-work.ts';
import { openWorkplace, tenantId } from './open-workplace.ts';

/** The index follows the change log to its end. */
export async function indexOurs(measurement: Measurement): Promise<PreparedWork> {
  const { database, pool, close } = await openWorkplace(measurement);
  const index = pool
    ? openMysqlSearchIndex({ pool: pool.promise() })
    : openSqliteSearchIndex({ file: measurement.indexFile });
  await index.dataSources();
  const feed = changeFeed({ database, tenantId, changed: async () => undefined });
  return {
    async run() {
      const work = { created: 0, unchanged: 0, updated: 0, deleted: 0 };
      await catchUp({
        feed,
        index,
        signal: new AbortController().signal,
        onProgress: ({ chunksAdded, chunksRemoved, chunksKept }) => {
          work.created += chunksAdded;
          work.deleted += chunksRemoved;
          work.unchanged += chunksKept;
        },
      });
      return work;
    },
    async close() {
      await index.close();
      await close();
    },
  };
}
