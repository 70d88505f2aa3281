import type { Engine, Json } from '@acequia/engine';
import { truncate } from '../output/text-width.ts';
import type { SettingField } from './setting-fields.ts';

/** Settings as they are kept: what is not set is absent. */
export type Settings = { readonly [name: string]: Json };

type Connector = Awaited<ReturnType<Engine['connector']>>;

/** A text as the value of a setting. What does not fit its kind stays a text, which the schema refuses. */
export function parseSetting({ kind }: Pick<SettingField, 'kind'>, text: string): Json {
  if (kind === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true';
  if (kind === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (kind === 'json' || (kind === 'list' && text.trimStart().startsWith('['))) return parseJson(text);
  if (kind === 'list')
    return text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  return text;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** The other way round: {@link parseSetting} makes the same value of it. */
export function writeSetting(value: Json): string {
  if (typeof value === 'string') return value;
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string' && !/[,[]|^\s|\s$/.test(each));
  return isList ? value.join(', ') : JSON.stringify(value);
}

/** A value in a few words, for people. */
export function showSetting({ isSecret }: Pick<SettingField, 'isSecret'>, value: Json | undefined): string {
  if (value === undefined || value === '') return '';
  if (isSecret) return '••••••';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return truncate(writeSetting(value), 40);
}

/** What the connector's schema says against the value of one setting; undefined: nothing. */
export function settingFault(
  { settings: schema }: Pick<Connector, 'settings'>,
  settings: Settings,
  { name, isRequired }: Pick<SettingField, 'name' | 'isRequired'>,
  value: Json | undefined,
): string | undefined {
  if (isRequired && (value === undefined || value === '')) return 'This is needed.';
  if (value === undefined) return undefined;
  const { error } = schema.safeParse({ ...settings, [name]: value });
  return error?.issues.find(({ path }) => path[0] === name)?.message;
}
