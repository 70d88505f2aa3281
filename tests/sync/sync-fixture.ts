import {
  type AnyConnector,
  type Clock,
  type Extractor,
  type OpenContext,
  runSync,
  type SyncKind,
  type SyncOptions,
  type SyncOutcome,
} from '@acequia/core';
import { createExtractor } from '@acequia/extract';
import {
  beginSync,
  type Database,
  finishSync,
  newOwner,
  openDatabase,
  type SyncScope,
  sqlSyncStore,
} from '@acequia/store';
import { type CollectedLogs, collectLogs, type SnapshotEntry } from '@acequia/testkit';
import { findProblems } from './find-problems.ts';
import { openDataSource } from './open-data-source.ts';
import { readStored } from './read-stored.ts';

/** One data source in a database of its own, without anything of the engine around it. */
export interface SyncFixture {
  readonly database: Database;
  readonly dataSourceId: number;
  readonly log: CollectedLogs;
  /** Takes the data source for a sync, without running it. */
  begin(kind?: SyncKind): Promise<SyncScope>;
  /** Begins, runs and finishes one. */
  sync(kind?: SyncKind, options?: Partial<SyncOptions>): Promise<SyncOutcome>;
  stored(): Promise<Map<string, SnapshotEntry>>;
  /** @param quiet after a finished sync, when nothing should be outstanding */
  problems(quiet?: boolean): Promise<string[]>;
  close(): Promise<void>;
}

export interface SyncFixtureOptions {
  readonly url: string;
  readonly connector: AnyConnector;
  readonly clock: Clock;
  readonly wrap?: (database: Database) => Database;
  readonly extractor?: Extractor;
  /** Name of this process to the others. Default: a new one. */
  readonly owner?: string;
}

const refuse = async () => {
  throw new Error('not offered in this test');
};

export async function openSyncFixture(options: SyncFixtureOptions): Promise<SyncFixture> {
  const { connector, clock, owner = newOwner() } = options;
  const open = await openDatabase(options.url);
  const database = options.wrap?.(open.database) ?? open.database;
  const extractor = options.extractor ?? createExtractor({ workers: 1 });
  const log = collectLogs();
  const dataSourceId = await openDataSource(open.database, connector.type);
  const openContext: OpenContext = (own) => ({
    ...own,
    settings: {},
    credentials: async () => ({}),
    http: { request: refuse },
    resolve: refuse,
    openPath: refuse,
    share: (_key, make) => make(),
    log,
    clock,
  });
  const begin = (kind: SyncKind) =>
    beginSync({ database, clock, tenantId: 1, dataSourceId, owner, kind, trigger: 'manual' });
  return {
    database,
    dataSourceId,
    log,
    begin: (kind = 'incremental') => begin(kind),
    async sync(kind = 'incremental', more = {}) {
      const scope = await begin(kind);
      const outcome = await runSync({
        connector,
        store: sqlSyncStore(scope),
        extractor,
        clock,
        log,
        kind,
        picks: [],
        filters: {},
        settingsRevision: '',
        basis: 'basis',
        signal: new AbortController().signal,
        openContext,
        ...more,
      });
      await finishSync(scope, outcome);
      return outcome;
    },
    stored: () => readStored(open.database, dataSourceId),
    problems: (quiet) => findProblems(open.database, quiet),
    async close() {
      if (!options.extractor) await extractor.close();
      await open.close();
    },
  };
}
