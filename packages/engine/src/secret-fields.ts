import { type AnyConnector, type Json, settingsMarked } from '@acequia/core';

type Settings = { readonly [name: string]: Json };
type Fields = Readonly<Record<string, string>>;

/** Settings that are secret are kept beside the credentials, as JSON under this prefix. */
const prefix = 'setting:';

/** What may be stored in the clear, and what may not. */
export function splitSettings(
  connector: AnyConnector,
  settings: Settings,
): { readonly plain: Settings; readonly secret: Settings } {
  const names = new Set(settingsMarked(connector.settings, 'secret'));
  const entries = Object.entries(settings);
  return {
    plain: Object.fromEntries(entries.filter(([name]) => !names.has(name))),
    secret: Object.fromEntries(entries.filter(([name]) => names.has(name))),
  };
}

/** Everything secret of a data source, as the vault keeps it. */
export function sealable(credentials: Fields, secret: Settings): Fields {
  const settings = Object.entries(secret).map(([name, value]) => [prefix + name, JSON.stringify(value)]);
  return { ...credentials, ...Object.fromEntries(settings) };
}

/** What {@link sealable} put together. */
export function unsealed(fields: Fields): { readonly credentials: Fields; readonly secret: Settings } {
  const entries = Object.entries(fields);
  return {
    credentials: Object.fromEntries(entries.filter(([name]) => !name.startsWith(prefix))),
    secret: Object.fromEntries(
      entries.flatMap(([name, value]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), JSON.parse(value) as Json]] : [],
      ),
    ),
  };
}
