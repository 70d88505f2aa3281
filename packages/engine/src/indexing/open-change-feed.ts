import type { ChangeFeed, SearchIndex } from '@acequia/knowledge';
import { changeFeed, openMysqlSearchIndex, openReader, openSqliteSearchIndex } from '@acequia/store';
import { tenantId } from '../tenant.ts';
import type { IndexWorkerData } from './index-messages.ts';

/** What the index worker works with. */
export interface OpenChangeFeed {
  readonly feed: ChangeFeed;
  readonly index: SearchIndex;
  close(): Promise<void>;
}

/** Opens the change log for reading and the index for writing, on connections of their own. */
export async function openChangeFeed({ databaseUrl, searchIndex }: IndexWorkerData): Promise<OpenChangeFeed> {
  const opened = await openReader(databaseUrl);
  const index = opened.pool
    ? openMysqlSearchIndex({ pool: opened.pool })
    : openSqliteSearchIndex({ file: searchIndex });
  return {
    // The engine says when to look, so nothing is waited for here.
    feed: changeFeed({ database: opened, tenantId, changed: async () => undefined }),
    index,
    async close() {
      await index.close();
      await opened.close();
    },
  };
}
