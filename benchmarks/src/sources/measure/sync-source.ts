import { availableParallelism } from 'node:os';
import type { AnyConnector, Extractor } from '@acequia/core';
import { createExtractor } from '@acequia/extract';
import { createEgressPolicy, createHttpHost } from '@acequia/http';
import { DataSources, KnowledgeBases, newOwner, openDatabase, SyncLogs } from '@acequia/store';
import { createPathGuard } from '../../../../packages/engine/src/context/local-paths.ts';
import { systemClock } from '../../../../packages/engine/src/context/system-clock.ts';
import { IndexFollower } from '../../../../packages/engine/src/indexing/index-follower.ts';
import { syncDataSource } from '../../../../packages/engine/src/sync/sync-data-source.ts';
import type { PreparedSync } from './prepared-sync.ts';
import type { SourceMeasurement } from './source-measurement.ts';

const tenantId = 1;
const name = 'source';

/** One sync as the engine runs it; for `indexed` until the search index has it all. */
export async function syncSource(measurement: SourceMeasurement): Promise<PreparedSync> {
  const { side, type, reach, database: file, filters = {} } = measurement;
  const open = await openDatabase(file);
  const { default: connector } = (await import(
    new URL(`../../../../connectors/${type}/src/index.ts`, import.meta.url).href
  )) as { readonly default: AnyConnector };
  const sources = new DataSources(open, tenantId);
  const base = async () => (await new KnowledgeBases(open, tenantId).create('base')).id;
  const settings = reach.settings;
  const source =
    (await sources.find(name)) ??
    (await sources.create({ name, knowledgeBaseId: await base(), type, settings, picks: [], filters }));
  const extractor = createExtractor();
  const http = createHttpHost({ egress: createEgressPolicy({ allowPrivate: true }), clock: systemClock });
  const follower =
    side === 'indexed' ? new IndexFollower({ databaseUrl: file, searchIndex: `${file}-index` }) : undefined;
  await warmUp(extractor);
  await follower?.catchUp();
  return {
    async run() {
      const id = await syncDataSource({
        host: { clock: systemClock, http, openPath: createPathGuard(undefined), logFile: `${file}.log` },
        database: open.database,
        extractor,
        clock: systemClock,
        owner: newOwner(),
        tenantId,
        source,
        connector,
        fields: reach.credentials,
        kind: 'incremental',
        trigger: 'manual',
        onProgress: () => follower?.poke(),
      });
      await follower?.catchUp();
      const log = await new SyncLogs(open.database, tenantId).find(id);
      if (log?.status !== 'success') throw new Error(`The sync ended as ${log?.status}: ${JSON.stringify(log)}`);
      const documents = (await sources.find(name))?.totalDocuments ?? 0;
      const { deleted, bytes, requests } = log.counts;
      return { documents, deleted, bytes, requests };
    },
    async close() {
      await follower?.close();
      await extractor.close();
      await http.close();
      await open.close();
    },
  };
}

/** Starts the threads: their start is that of the engine, not of a sync. */
async function warmUp(extractor: Extractor): Promise<void> {
  const large = 100 * 1024;
  const texts = Array.from({ length: availableParallelism() }, () => new Uint8Array(large).fill(97));
  await Promise.all(texts.map((bytes) => extractor.extract({ bytes, title: 'warm-up.txt' })));
}
