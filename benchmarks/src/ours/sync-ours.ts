import { runSync } from '@acequia/core';
import { createExtractor } from '@acequia/extract';
import { beginSync, finishSync, newOwner, sqlSyncStore } from '@acequia/store';
import { pagedConnector } from '@acequia/testkit';
import type { Measurement } from '../measure/measurement.ts';
import type { PreparedWork } from '../measure/prepared-work.ts';
import { clock, openPagedContext, silent } from './open-paged-context.ts';
import { openWorkplace, tenantId } from './open-workplace.ts';

/** One sync that lists everything, as the engine runs it. */
export async function syncOurs(measurement: Measurement): Promise<PreparedWork> {
  const { database, dataSourceId, close } = await openWorkplace(measurement);
  const extractor = createExtractor();
  return {
    async run() {
      const kind = 'incremental';
      const trigger = 'manual';
      const scope = await beginSync({ database, clock, tenantId, dataSourceId, owner: newOwner(), kind, trigger });
      const outcome = await runSync({
        connector: pagedConnector({ mode: 'revisit', content: 'inline' }),
        store: sqlSyncStore(scope),
        extractor,
        clock,
        log: silent,
        openContext: openPagedContext(measurement.source),
        kind,
        picks: [],
        filters: {},
        settingsRevision: '',
        basis: '',
        signal: new AbortController().signal,
      });
      await finishSync(scope, outcome);
      if (outcome.status !== 'success')
        throw new Error(`The sync ended as ${outcome.status}: ${outcome.error?.message}`);
      const { created, unchanged, updated, deleted } = outcome.counts;
      return { created, unchanged, updated, deleted };
    },
    async close() {
      await extractor.close();
      await close();
    },
  };
}
