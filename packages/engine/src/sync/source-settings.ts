import { hash } from 'node:crypto';
import { AcequiaError, type AnyConnector, type Filters, type Json, settingsMarked } from '@acequia/core';

/** What is configured of a data source, as far as reading depends on it. */
export interface SourceConfig {
  readonly settings: { readonly [name: string]: Json };
  readonly picks: readonly string[];
  readonly filters: Filters;
}

/**
 * The settings as the connector wants them.
 *
 * @throws AcequiaError `bad_settings` that names the first wrong field
 */
export function parseSettings(connector: AnyConnector, settings: SourceConfig['settings']): unknown {
  const parsed = connector.settings.safeParse(settings);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  throw new AcequiaError(
    'bad_settings',
    `Settings of ${connector.type}: ${path && `${path}: `}${issue?.message ?? 'not valid'}`,
    {
      hint: `acequia connectors info ${connector.type} shows all settings.`,
    },
  );
}

/** Values of the settings that are secret. */
export function secretSettings(connector: AnyConnector, settings: SourceConfig['settings']): string[] {
  return settingsMarked(connector.settings, 'secret').flatMap((name) => {
    const value = settings[name];
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
}

const digest = (value: unknown) => hash('sha256', JSON.stringify(value), 'hex').slice(0, 32);

/** Changes when contents must be fetched again because a setting says so. */
export function settingsRevision(connector: AnyConnector, settings: SourceConfig['settings']): string {
  const names = settingsMarked(connector.settings, 'refetch');
  return names.length === 0 ? '' : digest(names.map((name) => settings[name] ?? null)).slice(0, 8);
}

/** Changes when slices must be listed from the beginning: other documents may be wanted now, or other texts of them. */
export function listingBasis(
  connector: AnyConnector,
  { settings, picks, filters }: SourceConfig,
  extractorRevision: string,
): string {
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return digest([sorted, [...picks].sort(), filters, connector.contentRevision, extractorRevision]);
}
