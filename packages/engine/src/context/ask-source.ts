import { AcequiaError, type AnyConnector, type Check, type Document, describeError } from '@acequia/core';
import type { DataSourceTrial } from '../engine.ts';
import type { Parts } from '../parts.ts';
import { parseSettings, secretSettings } from '../sync/source-settings.ts';
import { type OpenSource, openSource } from './open-source.ts';

/** A data source that is asked something outside a sync; stored or not. */
export interface SourceToAsk extends DataSourceTrial {
  readonly name: string;
  /** Identifies the credential: those who share it share its rate budgets. */
  readonly credential: string;
}

type Question<T> = (connector: AnyConnector, opened: OpenSource) => Promise<T>;

/** @throws AcequiaError `connector_missing`, `bad_settings`, `needs_credentials`; SourceError */
export async function askSource<T>(
  { catalog, host }: Parts,
  { name, type, settings, credentials = {}, credential }: SourceToAsk,
  signal: AbortSignal = new AbortController().signal,
  question: Question<T>,
): Promise<T> {
  const connector = await catalog.load(type);
  const opened = openSource({
    host,
    connector,
    name,
    credential,
    settings: parseSettings(connector, settings),
    secrets: secretSettings(connector, settings),
    fields: credentials,
    signal,
  });
  try {
    return await question(connector, opened);
  } finally {
    await opened.close();
  }
}

/** The connector's checks. What it throws instead is one more of them. */
export const runChecks: Question<Check[]> = async (connector, opened) => {
  try {
    return await connector.validate(opened.context());
  } catch (error) {
    const { message, remedy } = describeError(error);
    return [{ name: 'connection', ok: false, message, remedy }];
  }
};

/** One level of the picker's tree. */
export function listContainers(parent?: string, search?: string): Question<Document[]> {
  return async (connector, opened) => {
    if (!connector.listContainers) {
      throw new AcequiaError('unsupported', `The connector ${connector.type} has no containers to pick`, {
        hint: 'It syncs everything that it may read.',
      });
    }
    const found: Document[] = [];
    for await (const container of connector.listContainers(opened.context(), parent, search)) found.push(container);
    return found;
  };
}
