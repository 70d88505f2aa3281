import { AcequiaError, type Check, type Document, type Json } from '@acequia/core';
import {
  type DataSourceDraft,
  type DataSourceRecord,
  DataSources,
  deleteDataSource,
  Failures,
  KnowledgeBases,
  type SyncLogRecord,
  SyncLogs,
} from '@acequia/store';
import { askSource, listContainers, runChecks, type SourceToAsk } from './context/ask-source.ts';
import type { DataSource, DataSourceInput, DataSourceTrial, KnowledgeBase, Ref, SyncLog } from './engine.ts';
import type { Parts } from './parts.ts';
import { checkSchedule, type Schedule, storedSchedule } from './schedule/schedule.ts';
import { sealable, splitSettings, unsealed } from './secret-fields.ts';
import { parseSettings } from './sync/source-settings.ts';
import { tenantId } from './tenant.ts';

/** The record of a sync as an application sees it. */
export function syncLogOf(record: SyncLogRecord): SyncLog {
  const { id, kind, trigger, status, startedAt, finishedAt, counts, error, slices, waitingUntil } = record;
  return {
    id,
    dataSource: record.dataSourceName,
    kind,
    trigger,
    status,
    startedAt,
    finishedAt,
    counts,
    error: error?.message,
    remedy: error?.remedy,
    errorKind: error?.kind,
    slices,
    waitingUntil,
  };
}

const keyOf = (ref: Ref) => (typeof ref === 'string' && /^\d+$/.test(ref) ? Number(ref) : ref);

/** Data sources and knowledge bases of the tenant, with the connectors that belong to them. */
export class SourceManager {
  readonly #parts: Parts;
  readonly #bases: KnowledgeBases;
  readonly #sources: DataSources;
  readonly #logs: SyncLogs;
  readonly #failures: Failures;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#bases = new KnowledgeBases(parts.open, tenantId, parts.clock);
    this.#sources = new DataSources(parts.open, tenantId, parts.clock);
    this.#logs = new SyncLogs(parts.open.database, tenantId);
    this.#failures = new Failures(parts.open.database, tenantId, parts.clock);
  }

  async bases(): Promise<KnowledgeBase[]> {
    return (await this.#bases.list()).map(({ id, name, createdAt }) => ({ id, name, createdAt }));
  }

  async base(ref: Ref): Promise<KnowledgeBase> {
    const found = (await this.#bases.find(ref)) ?? (await this.#bases.find(keyOf(ref)));
    if (!found) throw await this.#missing('knowledge base', ref);
    return { id: found.id, name: found.name, createdAt: found.createdAt };
  }

  async createBase(name: string): Promise<KnowledgeBase> {
    const { id, createdAt, ...created } = await this.#bases.create(name);
    return { id, name: created.name, createdAt };
  }

  async #missing(what: 'knowledge base' | 'data source', ref: Ref): Promise<AcequiaError> {
    const known = what === 'data source' ? await this.#sources.list() : await this.#bases.list();
    const names = known.map(({ name }) => name).slice(0, 20);
    return new AcequiaError('not_found', `There is no ${what} "${ref}"`, {
      hint:
        names.length > 0
          ? `There are: ${names.join(', ')}.`
          : `There is none yet. Add one to acequia.yaml and run: acequia apply`,
    });
  }

  async record(ref: Ref): Promise<DataSourceRecord> {
    const found = (await this.#sources.find(ref)) ?? (await this.#sources.find(keyOf(ref)));
    if (!found) throw await this.#missing('data source', ref);
    return found;
  }

  async list(base?: Ref): Promise<DataSource[]> {
    const records = await this.#sources.list(base === undefined ? undefined : (await this.base(base)).id);
    return this.#described(records);
  }

  async get(ref: Ref): Promise<DataSource> {
    const [described] = await this.#described([await this.record(ref)]);
    if (!described) throw await this.#missing('data source', ref);
    return described;
  }

  async #described(records: readonly DataSourceRecord[]): Promise<DataSource[]> {
    const logs = await this.#logs.latest(records.map(({ id }) => id));
    const failures = await this.#failures.counts();
    const bases = new Map((await this.bases()).map((base) => [base.id, base]));
    return records.map((record) => {
      const { id, name, type, settings, picks, filters, schedule, syncDeletions, status } = record;
      const log = logs.get(id);
      return {
        id,
        name,
        type,
        settings,
        picks,
        filters,
        schedule: storedSchedule(schedule),
        syncDeletions,
        status,
        knowledgeBase: bases.get(record.knowledgeBaseId) ?? { id: record.knowledgeBaseId, name: '', createdAt: 0 },
        credentialsConfigured: record.credentialsConfigured,
        totalDocuments: record.totalDocuments,
        failingDocuments: failures.get(id)?.failed ?? 0,
        lastSyncAt: record.lastSyncAt,
        latestSyncLog: log && syncLogOf(log),
      };
    });
  }

  async create(input: DataSourceInput): Promise<DataSource> {
    const connector = await this.#parts.catalog.load(input.type);
    parseSettings(connector, input.settings);
    const base = await this.base(input.knowledgeBase);
    const { plain, secret } = splitSettings(connector, input.settings);
    const created = await this.#sources.create({ ...draftOf(input), settings: plain, knowledgeBaseId: base.id });
    const fields = sealable(input.credentials ?? {}, secret);
    if (Object.keys(fields).length > 0) await this.#parts.vault.put(tenantId, created.id, fields);
    return this.get(created.id);
  }

  async update(ref: Ref, changes: Partial<DataSourceInput>): Promise<DataSource> {
    const before = await this.record(ref);
    if (changes.type !== undefined && changes.type !== before.type) {
      throw new AcequiaError('bad_config', `The type of the data source "${before.name}" cannot be changed`, {
        hint: 'Give the new one another name.',
      });
    }
    const connector = await this.#parts.catalog.load(before.type);
    const known = await this.secrets(before.id);
    const { plain, secret } = changes.settings
      ? splitSettings(connector, changes.settings)
      : { plain: before.settings, secret: known.secret };
    parseSettings(connector, { ...plain, ...secret });
    const base = changes.knowledgeBase === undefined ? undefined : await this.base(changes.knowledgeBase);
    const { knowledgeBase: _base, credentials, schedule, ...rest } = changes;
    await this.#sources.update(before.id, {
      ...rest,
      settings: plain,
      ...(schedule && { schedule: scheduleToStore(changes.name ?? before.name, schedule) }),
      ...(base && { knowledgeBaseId: base.id }),
    });
    if (credentials || changes.settings) {
      await this.#parts.vault.put(tenantId, before.id, sealable(credentials ?? known.credentials, secret));
    }
    return this.get(before.id);
  }

  async remove(ref: Ref): Promise<void> {
    const { id } = await this.record(ref);
    const { open, clock } = this.#parts;
    await deleteDataSource({ database: open.database, clock, tenantId, dataSourceId: id });
  }

  /** The credentials and the secret settings of a data source, decrypted; empty when nothing is configured. */
  async secrets(id: number): Promise<ReturnType<typeof unsealed>> {
    return unsealed((await this.#parts.vault.get(tenantId, id))?.fields ?? {});
  }

  /** Pausing keeps everything; it only ends syncs. */
  async setPaused(ref: Ref, paused: boolean): Promise<DataSource> {
    const { id, status } = await this.record(ref);
    if (paused !== (status === 'paused')) await this.#sources.update(id, { status: paused ? 'paused' : 'active' });
    return this.get(id);
  }

  async #stored(ref: Ref): Promise<SourceToAsk> {
    const { id, name, type, settings } = await this.record(ref);
    const { credentials, secret } = await this.secrets(id);
    return { name, type, settings: { ...settings, ...secret }, credentials, credential: `${tenantId}:${id}` };
  }

  async validate(ref: Ref, signal?: AbortSignal): Promise<Check[]> {
    return askSource(this.#parts, await this.#stored(ref), signal, runChecks);
  }

  async validateTrial(trial: DataSourceTrial, signal?: AbortSignal): Promise<Check[]> {
    return askSource(this.#parts, toAsk(trial), signal, runChecks);
  }

  async resources(ref: Ref, parent?: string, search?: string, signal?: AbortSignal): Promise<Document[]> {
    return askSource(this.#parts, await this.#stored(ref), signal, listContainers(parent, search));
  }

  async trialResources(
    trial: DataSourceTrial,
    parent?: string,
    search?: string,
    signal?: AbortSignal,
  ): Promise<Document[]> {
    return askSource(this.#parts, toAsk(trial), signal, listContainers(parent, search));
  }
}

const toAsk = (trial: DataSourceTrial): SourceToAsk => ({ ...trial, name: `new ${trial.type}`, credential: 'trial' });

/** JSON has no undefined members. @throws AcequiaError `bad_schedule` */
function scheduleToStore(name: string, schedule: Schedule): Json {
  const refuse = (problem: string) =>
    new AcequiaError('bad_schedule', `The schedule of "${name}" cannot be kept: ${problem}`);
  return JSON.parse(JSON.stringify(checkSchedule(schedule, refuse)));
}

function draftOf(input: DataSourceInput): Omit<DataSourceDraft, 'knowledgeBaseId'> {
  const { name, type, settings, picks = [], filters = {}, schedule = {}, syncDeletions } = input;
  return { name, type, settings, picks, filters, schedule: scheduleToStore(name, schedule), syncDeletions };
}
