import {
  AcequiaError,
  type AnyConnector,
  type Clock,
  describeError,
  type ErrorDescription,
  type Extractor,
  noCounts,
  type Progress,
  runSync,
  type SyncKind,
  type SyncOutcome,
} from '@acequia/core';
import {
  beginSync,
  type Database,
  type DataSourceRecord,
  finishSync,
  type SyncScope,
  type SyncTrigger,
  sqlSyncStore,
} from '@acequia/store';
import { openSource, type SourceHost } from '../context/open-source.ts';
import { listingBasis, parseSettings, secretSettings, settingsRevision } from './source-settings.ts';

/** One sync of one data source. */
export interface SyncDataSourceOptions {
  readonly host: SourceHost;
  readonly database: Database;
  readonly extractor: Extractor;
  readonly clock: Clock;
  /** Name of this process as the owner of leases. */
  readonly owner: string;
  readonly tenantId: number;
  readonly source: DataSourceRecord;
  readonly connector: AnyConnector;
  readonly fields: Readonly<Record<string, string>>;
  readonly kind: SyncKind;
  readonly trigger: SyncTrigger;
  readonly refetch?: boolean;
  readonly maxDocuments?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Runs a sync to its end, whatever that is, and records it.
 *
 * @returns id of the sync's log
 * @throws SyncRunning, AcequiaError `bad_settings`, `database_*`
 */
export async function syncDataSource(options: SyncDataSourceOptions): Promise<number> {
  const { database, clock, owner, tenantId, source, connector, kind, trigger } = options;
  const settings = parseSettings(connector, source.settings);
  const scope = await beginSync({ database, clock, tenantId, dataSourceId: source.id, owner, kind, trigger });
  await finishSync(scope, await run(options, scope, settings));
  return scope.syncLogId;
}

async function run(options: SyncDataSourceOptions, scope: SyncScope, settings: unknown): Promise<SyncOutcome> {
  const { source, connector, host, clock, onProgress } = options;
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  let waitingUntil: number | undefined;
  try {
    const opened = openSource({
      host,
      connector,
      name: source.name,
      credential: `${options.tenantId}:${source.id}`,
      settings,
      secrets: secretSettings(connector, source.settings),
      fields: options.fields,
      signal,
      onWait: ({ until }) => {
        waitingUntil = until;
      },
    });
    const measured = (counts: Progress['counts']) => ({ ...counts, requests: opened.requests() });
    try {
      const outcome = await runSync({
        connector,
        store: sqlSyncStore(scope),
        extractor: options.extractor,
        clock,
        log: opened.log,
        openContext: (own) => opened.context(own),
        kind: options.kind,
        picks: source.picks.map((id) => ({ id })),
        filters: source.filters,
        settingsRevision: settingsRevision(connector, source.settings),
        basis: listingBasis(connector, source, options.extractor.revision),
        applyDeletions: source.syncDeletions,
        refetch: options.refetch,
        maxDocuments: options.maxDocuments,
        signal,
        onProgress: (progress) => {
          const waits = waitingUntil !== undefined && waitingUntil > clock.now();
          onProgress?.({
            ...progress,
            counts: measured(progress.counts),
            ...(waits && { waitingUntil }),
          });
        },
      });
      return { ...outcome, counts: measured(outcome.counts) };
    } finally {
      await opened.close();
    }
  } catch (error) {
    return { status: 'failed', counts: noCounts(), error: describeEnd(error), slices: [] };
  } finally {
    stop.abort();
  }
}

/** Credentials that are missing are to the reader what refused ones are. */
function describeEnd(error: unknown): ErrorDescription {
  if (!AcequiaError.isInstance(error) || error.code !== 'needs_credentials') return describeError(error);
  return { kind: 'auth', message: error.message, ...(error.hint !== undefined && { remedy: error.hint }) };
}
