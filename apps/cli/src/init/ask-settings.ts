import { isDeepStrictEqual } from 'node:util';
import type { AuthMethod, Engine, Json } from '@acequia/engine';
import type { Prompts } from './prompts.ts';
import type { SettingField } from './setting-fields.ts';
import { parseSetting, type Settings, settingFault, showSetting, writeSetting } from './setting-values.ts';

/** What settings are asked for, and what refuses wrong ones. */
export interface SettingsForm {
  readonly connector: Awaited<ReturnType<Engine['connector']>>;
  readonly fields: readonly SettingField[];
}

const unset = '';

/** Asks for the settings that are needed and not given. */
export async function askNeededSettings(prompts: Prompts, form: SettingsForm, given: Settings): Promise<Settings> {
  let settings = given;
  for (const field of form.fields) {
    if (field.isRequired && isOpen(form, field, settings)) settings = await askSetting(prompts, form, settings, field);
  }
  return settings;
}

/** Sets what a way to sign in means, and asks for what that brings up. */
export async function takeMethod(
  prompts: Prompts,
  form: SettingsForm,
  given: Settings,
  method: AuthMethod,
): Promise<Settings> {
  let settings = given;
  for (const field of form.fields.filter(({ isOfMethod }) => isOfMethod))
    settings = await putSetting(prompts, form, settings, field, method.settings?.[field.name]);
  return settings;
}

/** Lets the person choose among the settings that have no value yet, and asks for those. */
export async function askOtherSettings(prompts: Prompts, form: SettingsForm, before: Settings): Promise<Settings> {
  let settings = before;
  const others = form.fields.filter((field) => isOpen(form, field, settings));
  if (others.length === 0) return settings;
  const chosen = await prompts.chooseMany(
    { title: 'Other settings', help: 'Choose those that you want to set; none: as they are.' },
    others.map((field) => ({ value: field.name, label: field.title, hint: showSetting(field, field.fallback) })),
    [],
  );
  for (const field of form.fields) {
    if (chosen.includes(field.name)) settings = await askSetting(prompts, form, settings, field);
  }
  return settings;
}

/** Asks for one setting, and for those that its value brings up. */
export async function askSetting(
  prompts: Prompts,
  form: SettingsForm,
  before: Settings,
  field: SettingField,
): Promise<Settings> {
  return putSetting(prompts, form, before, field, await askValue(prompts, form, before, field));
}

/** @param value undefined: it is not set */
async function putSetting(
  prompts: Prompts,
  form: SettingsForm,
  before: Settings,
  field: SettingField,
  value: Json | undefined,
): Promise<Settings> {
  const { [field.name]: _, ...rest } = before;
  // A default that stays one may be another in a later version.
  const isDefault = value === undefined || isDeepStrictEqual(value, field.fallback);
  let settings: Settings = isDefault ? rest : { ...rest, [field.name]: value };
  for (const other of form.fields) {
    if (other.when?.field !== field.name) continue;
    if (isAsked(form, other, settings) && !(other.name in settings))
      settings = await askSetting(prompts, form, settings, other);
    else if (!isAsked(form, other, settings)) settings = without(settings, other.name);
  }
  return settings;
}

/** Whether a setting has no value yet, and could be asked for. */
export function isOpen(form: SettingsForm, field: SettingField, settings: Settings): boolean {
  return !field.isOfMethod && !(field.name in settings) && isAsked(form, field, settings);
}

/** Whether what a setting depends on is so. */
function isAsked({ fields }: SettingsForm, { when }: SettingField, settings: Settings): boolean {
  if (when === undefined) return true;
  const other = fields.find(({ name }) => name === when.field);
  return (settings[when.field] ?? other?.fallback) === when.is;
}

function without(settings: Settings, name: string): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([each]) => each !== name));
}

/** Undefined: it is not set. */
async function askValue(
  prompts: Prompts,
  form: SettingsForm,
  settings: Settings,
  field: SettingField,
): Promise<Json | undefined> {
  const { kind, fallback, isRequired, isSecret } = field;
  const current = settings[field.name];
  const readText = (text: string) => (text === '' && kind !== 'list' ? undefined : parseSetting(field, text));
  const faultOf = (text: string) => settingFault(form.connector, settings, field, readText(text));
  if (kind === 'boolean') return prompts.confirm(field, (current ?? fallback) === true);
  if (kind === 'choice') {
    const choices = field.choices.map((value) => ({ value, label: value }));
    const none = isRequired || fallback !== undefined ? [] : [{ value: unset, label: 'not set' }];
    const initial = current ?? fallback;
    return readText(
      await prompts.choose(field, [...none, ...choices], typeof initial === 'string' ? initial : undefined),
    );
  }
  if (isSecret) {
    const typed = await prompts.secret(field, (text) =>
      text === '' && current !== undefined ? undefined : faultOf(text),
    );
    return readText(typed) ?? current;
  }
  // A list is changed rather than written anew.
  const initial = current ?? (kind === 'list' ? fallback : undefined);
  return readText(
    await prompts.text(field, {
      ...(initial !== undefined && { initial: writeSetting(initial) }),
      ...(fallback !== undefined && kind !== 'list' && { fallback: writeSetting(fallback) }),
      faultOf,
    }),
  );
}
