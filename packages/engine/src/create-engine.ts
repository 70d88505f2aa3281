import { mkdir } from 'node:fs/promises';
import { AcequiaError, type Clock } from '@acequia/core';
import { createExtractor } from '@acequia/extract';
import { createEgressPolicy, createHttpHost } from '@acequia/http';
import {
  ChangeLog,
  Documents,
  Failures,
  finishDeletions,
  loadKeys,
  newOwner,
  openDatabase,
  openMysqlSearchIndex,
  openSqliteSearchReader,
  openVault,
  SyncLogs,
  WithheldDeletions,
} from '@acequia/store';
import { ConnectorCatalog } from './catalog/connector-catalog.ts';
import { Plugins } from './catalog/plugins.ts';
import { createPathGuard } from './context/local-paths.ts';
import { systemClock } from './context/system-clock.ts';
import { SourceManager, syncLogOf } from './data-sources.ts';
import { examine } from './doctor/examine.ts';
import { infoOf } from './document-info.ts';
import type { DocumentQuery } from './documents.ts';
import type { Engine, EngineOptions, Ref, SyncLog, SyncRequest } from './engine.ts';
import { IndexFollower } from './indexing/index-follower.ts';
import { maintain } from './maintain.ts';
import type { Parts } from './parts.ts';
import { readChanges } from './read-changes.ts';
import { readDocuments } from './read-documents.ts';
import { rotateKey } from './rotate-key.ts';
import { searchDocuments } from './search-documents.ts';
import { dryRun } from './sync/dry-run.ts';
import { syncDataSource } from './sync/sync-data-source.ts';
import { watchForPause } from './sync/watch-for-pause.ts';
import { tenantId } from './tenant.ts';
import { addToConfig } from './workspace/add-to-config.ts';
import { ConfigApplier } from './workspace/apply-config.ts';
import { backUpDatabase } from './workspace/back-up-database.ts';
import { workspaceFiles } from './workspace/workspace-files.ts';

/** Bytes. What `max_size` lets through beyond the default is read up to here. */
const largestDocument = 512 * 1024 * 1024;

/** The npm scopes that plugins may come from. Undefined (the variable is not set): any. Empty: none. */
function allowedScopes({ ACEQUIA_CONNECTOR_SCOPES: scopes }: Parts['environment']): string[] | undefined {
  return scopes === undefined ? undefined : scopes.split(/[\s,]+/).filter((scope) => scope !== '');
}

async function openParts(options: EngineOptions, clock: Clock): Promise<Parts> {
  const environment = options.environment ?? process.env;
  const files = workspaceFiles(options.workspace);
  await mkdir(files.state, { recursive: true, mode: 0o700 });
  const databaseUrl = options.databaseUrl ?? environment.ACEQUIA_DATABASE_URL ?? files.database;
  const open = await openDatabase(databaseUrl, (file) => backUpDatabase(file, clock.now()));
  const follower = new IndexFollower({ databaseUrl, searchIndex: files.searchIndex });
  try {
    const keys = await loadKeys({ file: files.key, environment, serverDatabase: open.pool !== undefined });
    return {
      files,
      environment,
      clock,
      open,
      vault: openVault({ database: open.database, keys, clock }),
      catalog: new ConnectorCatalog(options.host, new Plugins(files.plugins, allowedScopes(environment))),
      host: {
        clock,
        http: createHttpHost({ egress: createEgressPolicy({ allowPrivate: true }), clock }),
        openPath: createPathGuard(undefined),
        logFile: files.log,
      },
      extractor: createExtractor({ maxBytes: largestDocument }),
      follower,
      changed: options.indexing === 'asked' ? () => undefined : () => follower.poke(),
      search: open.pool
        ? openMysqlSearchIndex({ pool: open.pool.promise() })
        : openSqliteSearchReader({ file: files.searchIndex }),
      owner: newOwner(),
    };
  } catch (error) {
    await open.close();
    throw error;
  }
}

/**
 * Opens a workspace: its database (made and migrated as needed), its key, its connectors.
 *
 * @throws AcequiaError `database_*`, `encryption_key_*`
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const parts = await openParts(options, systemClock);
  const { open, clock, files } = parts;
  const manager = new SourceManager(parts);
  const applier = new ConfigApplier(parts, manager);
  const logs = new SyncLogs(open.database, tenantId);
  const documents = new Documents(open.database, tenantId);
  const failures = new Failures(open.database, tenantId, clock);
  const withheld = new WithheldDeletions(open.database, tenantId, clock);
  const changeLog = new ChangeLog(open.database, tenantId);
  let closing: Promise<void> | undefined;
  await finishDeletions({ database: open.database, clock, tenantId });

  async function syncLog(id: number): Promise<SyncLog> {
    const found = await logs.find(id);
    if (!found) throw new AcequiaError('not_found', `There is no sync log ${id}`);
    return syncLogOf(found);
  }

  const idOf = async (ref: Ref) => (await manager.record(ref)).id;
  const only = async ({ knowledgeBase, dataSource, ...query }: DocumentQuery) => ({
    ...query,
    knowledgeBaseId: knowledgeBase === undefined ? undefined : (await manager.base(knowledgeBase)).id,
    dataSourceId: dataSource === undefined ? undefined : await idOf(dataSource),
  });

  return {
    workspace: files.folder,
    databaseDescription: open.file ?? open.database.dialect,
    knowledgeBases: () => manager.bases(),
    createKnowledgeBase: (name) => manager.createBase(name),
    connectors: () => parts.catalog.entries(),
    connector: (type) => parts.catalog.load(type),
    addConnector: (spec) => parts.catalog.add(spec),
    trustConnector: (name) => parts.catalog.trust(name),
    removeConnector: (name) => parts.catalog.remove(name),
    dataSources: (base) => manager.list(base),
    dataSource: (ref) => manager.get(ref),
    createDataSource: (input) => manager.create(input),
    updateDataSource: (ref, changes) => manager.update(ref, changes),
    deleteDataSource: (ref) => manager.remove(ref),
    pauseDataSource: (ref) => manager.setPaused(ref, true),
    resumeDataSource: (ref) => manager.setPaused(ref, false),
    validate: (ref, signal) => manager.validate(ref, signal),
    resources: (ref, parent, search, signal) => manager.resources(ref, parent, search, signal),
    validateTrial: (trial, signal) => manager.validateTrial(trial, signal),
    trialResources: (trial, parent, search, signal) => manager.trialResources(trial, parent, search, signal),
    async sync(ref, request = {}) {
      const ran = await runSync(parts, manager, ref, request);
      if (typeof ran !== 'number') return ran;
      await maintain(parts, logs);
      return syncLog(ran);
    },
    indexed: ({ signal, onProgress } = {}) => abortableWait(parts.follower.catchUp(onProgress), signal),
    async syncLogs(ref, limit) {
      const dataSourceId = ref === undefined ? undefined : await idOf(ref);
      return (await logs.list({ dataSourceId, limit })).map(syncLogOf);
    },
    syncLog,
    failures: async (ref, limit) => failures.list(await idOf(ref), limit),
    retryFailures: async (ref, ids) => failures.retry(await idOf(ref), ids),
    ignoreFailures: async (ref, ids) => failures.ignore(await idOf(ref), ids),
    async withheldDeletions(ref, limit) {
      const { total, liveDocuments, documents: waiting } = await withheld.list(await idOf(ref), limit);
      return { total, liveDocuments, documents: waiting.map(infoOf) };
    },
    async approveDeletions(ref, upTo) {
      const deleted = await withheld.approve(await idOf(ref), upTo);
      parts.changed();
      return deleted;
    },
    rejectDeletions: async (ref) => withheld.reject(await idOf(ref)),
    async documents(query = {}) {
      const page = await documents.list(await only(query));
      return { documents: page.documents.map(infoOf), total: page.total };
    },
    async document(id) {
      const found = await documents.get(id);
      if (!found) throw new AcequiaError('not_found', `There is no document ${id}`);
      return infoOf(found);
    },
    async *exportDocuments(query = {}) {
      for await (const document of readDocuments(documents, await only(query))) yield infoOf(document);
    },
    search: (request) => searchDocuments(parts, manager, documents, request),
    changes: (base, after) => readChanges(manager, changeLog, base, after),
    plan: (given) => applier.run(given, false),
    apply: (given) => applier.run(given, true),
    addToConfig: async (ref) => addToConfig(files.config, await manager.get(ref)),
    rotateKey: () => rotateKey(parts),
    doctor: () => examine(parts, manager, () => applier.run({}, false)),
    close() {
      closing ??= closeParts(parts);
      return closing;
    },
  };
}

async function closeParts({ follower, extractor, search, host, open }: Parts): Promise<void> {
  await follower.close();
  await extractor.close();
  await search.close();
  await host.http.close();
  await open.close();
}

async function runSync(
  parts: Parts,
  manager: SourceManager,
  ref: Ref,
  request: SyncRequest,
): Promise<number | SyncLog> {
  const record = await manager.record(ref);
  if (record.status === 'paused' && !request.dryRun) throw pausedError(record.name);
  const { credentials, secret } = await manager.secrets(record.id);
  const { kind = 'incremental', trigger = 'manual', refetch, maxDocuments, signal, onProgress } = request;
  const options = {
    host: parts.host,
    extractor: parts.extractor,
    clock: parts.clock,
    owner: parts.owner,
    tenantId,
    source: { ...record, settings: { ...record.settings, ...secret } },
    connector: await parts.catalog.load(record.type),
    fields: credentials,
    kind,
    trigger,
    refetch,
    maxDocuments,
    signal,
  };
  if (request.dryRun) return syncLogOf(await dryRun(parts, { ...options, onProgress }));
  const paused = watchForPause(parts.open.database, record.id);
  try {
    return await syncDataSource({
      ...options,
      signal: signal ? AbortSignal.any([signal, paused.signal]) : paused.signal,
      database: parts.open.database,
      onProgress(progress) {
        parts.changed();
        onProgress?.(progress);
      },
    });
  } finally {
    paused.end();
    parts.changed();
  }
}

function pausedError(name: string): AcequiaError {
  return new AcequiaError('paused', `The data source "${name}" is paused`, { hint: `Run: acequia resume ${name}` });
}

/** The same, but rejects when the signal aborts; what is waited for goes on. */
function abortableWait(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
