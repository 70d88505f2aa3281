import { createEngine } from '@acequia/engine';
import type { PreparedSync } from './prepared-sync.ts';
import type { SourceMeasurement } from './source-measurement.ts';

/** Its dependencies are the connectors. */
const host = new URL('../../../../apps/cli/package.json', import.meta.url).pathname;
const name = 'source';
const knowledgeBase = 'base';

/** One sync by the engine; for `indexed` until the search index has it all. */
export async function syncSource(measurement: SourceMeasurement): Promise<PreparedSync> {
  const { side, type, reach, database, filters } = measurement;
  const workspace = `${database}-workspace`;
  const isIndexed = side === 'indexed';
  const engine = await createEngine({ workspace, host, environment: {}, indexing: isIndexed ? 'following' : 'asked' });
  if ((await engine.dataSources()).length === 0) {
    await engine.createKnowledgeBase(knowledgeBase);
    await engine.createDataSource({ name, knowledgeBase, type, ...reach, ...(filters && { filters }) });
  }
  await engine.connector(type);
  if (isIndexed) await engine.indexed();
  return {
    async run() {
      const { status, error, counts } = await engine.sync(name);
      if (isIndexed) await engine.indexed();
      if (status !== 'success') throw new Error(`The sync ended as ${status}: ${error}`);
      const { totalDocuments: documents } = await engine.dataSource(name);
      return { documents, deleted: counts.deleted, bytes: counts.bytes, requests: counts.requests };
    },
    close: () => engine.close(),
  };
}
