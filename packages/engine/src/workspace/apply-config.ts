import { access } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { AcequiaError, type AnyConnector, settingsMarked } from '@acequia/core';
import type { SourceManager } from '../data-sources.ts';
import type { ApplyOptions, DataSource, DataSourceInput, PlanStep } from '../engine.ts';
import type { Parts } from '../parts.ts';
import { parseSettings } from '../sync/source-settings.ts';
import type { DataSourceConfig } from './config-schema.ts';
import { readConfig, readCredentials } from './read-config.ts';

/** One step with what carries it out. */
interface Step extends PlanStep {
  run?(): Promise<unknown>;
}

type Secrets = Awaited<ReturnType<SourceManager['secrets']>>;

/** Compares `acequia.yaml` with the store and, with `carryOut`, makes the store follow it. */
export class ConfigApplier {
  readonly #parts: Parts;
  readonly #manager: SourceManager;

  constructor(parts: Parts, manager: SourceManager) {
    this.#parts = parts;
    this.#manager = manager;
  }

  /** @throws AcequiaError `bad_config`, `bad_settings`, `connector_missing` before anything is changed */
  async run(options: ApplyOptions | undefined, carryOut: boolean): Promise<PlanStep[]> {
    const steps = await this.#plan(options ?? {});
    if (carryOut) for (const step of steps) await step.run?.();
    return steps.map(({ action, what, name, details }) => ({ action, what, name, details }));
  }

  async #plan({ prune = false, file }: ApplyOptions): Promise<Step[]> {
    const { files, environment } = this.#parts;
    // A file that was named and is not there must not count as one that wants nothing.
    if (file !== undefined) await requireFile(file);
    const from = file ?? files.config;
    const config = await readConfig(from, environment);
    const bases = new Set((await this.#manager.bases()).map(({ name }) => name));
    const sources = new Map((await this.#manager.list()).map((source) => [source.name, source]));
    const wantedBases = new Set([
      ...config.knowledge_bases.map(({ name }) => name),
      ...config.data_sources.map((source) => source.knowledge_base),
    ]);
    const steps: Step[] = [...wantedBases].map((name) =>
      bases.has(name)
        ? { action: 'unchanged', what: 'knowledge base', name, details: [] }
        : { action: 'create', what: 'knowledge base', name, details: [], run: () => this.#manager.createBase(name) },
    );
    for (const wanted of config.data_sources)
      steps.push(await this.#planSource(from, wanted, sources.get(wanted.name)));
    const named = new Set(config.data_sources.map(({ name }) => name));
    for (const source of sources.values()) {
      if (!named.has(source.name)) steps.push(this.#planExtra(source, prune));
    }
    return steps;
  }

  async #planSource(file: string, wanted: DataSourceConfig, stored: DataSource | undefined): Promise<Step> {
    const { name } = wanted;
    const connector = await this.#parts.catalog.load(wanted.type);
    const secrets = stored ? await this.#manager.secrets(stored.id) : noSecrets;
    const settings = mergeSecrets(connector, wanted.settings, secrets.secret);
    parseSettings(connector, settings);
    const credentials = wanted.credentials && (await readCredentials(file, wanted.credentials));
    const input: DataSourceInput = {
      name,
      knowledgeBase: wanted.knowledge_base,
      type: wanted.type,
      settings,
      picks: wanted.picks,
      filters: wanted.filters,
      schedule: wanted.schedule,
      syncDeletions: wanted.sync_deletions,
      credentials,
    };
    const step = { what: 'data source', name } as const;
    if (!stored) {
      return { ...step, action: 'create', details: [`type ${wanted.type}`], run: () => this.#manager.create(input) };
    }
    const details = differencesOf(input, stored, secrets);
    if (details.length === 0) return { ...step, action: 'unchanged', details };
    return { ...step, action: 'update', details, run: () => this.#manager.update(stored.id, input) };
  }

  #planExtra(source: DataSource, prune: boolean): Step {
    const step = { what: 'data source', name: source.name, details: [`${source.totalDocuments} documents`] } as const;
    if (!prune) return { ...step, action: 'extra' };
    return { ...step, action: 'delete', run: () => this.#manager.remove(source.id) };
  }
}

const noSecrets: Secrets = { credentials: {}, secret: {} };

/** Secret settings that the file does not name stay as they are stored; `null` takes one away. */
function mergeSecrets(connector: AnyConnector, wanted: DataSourceInput['settings'], stored: Secrets['secret']) {
  const names = new Set(settingsMarked(connector.settings, 'secret'));
  const merged = Object.entries({ ...stored, ...wanted });
  return Object.fromEntries(merged.filter(([name, value]) => !(value === null && names.has(name))));
}

/** Names of what differs; values stay out of it, they may be secret. */
function differencesOf(wanted: DataSourceInput, stored: DataSource, { credentials, secret }: Secrets): string[] {
  const compared: [string, unknown, unknown][] = [
    ['settings', wanted.settings, { ...stored.settings, ...secret }],
    ['type', wanted.type, stored.type],
    ['knowledge base', wanted.knowledgeBase, stored.knowledgeBase.name],
    ['picks', wanted.picks, stored.picks],
    ['filters', wanted.filters, stored.filters],
    ['schedule', wanted.schedule, stored.schedule],
    ['deletions', wanted.syncDeletions, stored.syncDeletions],
  ];
  if (wanted.credentials) compared.push(['credentials', wanted.credentials, credentials]);
  return compared.flatMap(([what, now, before]) => (isDeepStrictEqual(now, before) ? [] : [what]));
}

async function requireFile(file: string): Promise<void> {
  await access(file).catch((error: Error) => {
    throw new AcequiaError('not_found', `${file} cannot be read`, { hint: 'Check the path.', cause: error });
  });
}
