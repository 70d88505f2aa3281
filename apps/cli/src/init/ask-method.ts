import { isDeepStrictEqual } from 'node:util';
import { type AuthMethod, credentialFields, type Manifest } from '@acequia/engine';
import { nameOfMethod } from './name-of-method.ts';
import type { Prompts } from './prompts.ts';
import type { SettingField } from './setting-fields.ts';
import type { Settings } from './setting-values.ts';

/** Asks how to sign in, where there is more than one way that agrees with the settings so far. */
export async function askMethod(
  prompts: Prompts,
  { auth, title }: Manifest,
  fields: readonly SettingField[],
  settings: Settings,
): Promise<AuthMethod> {
  const usable = auth.filter((method) => credentialFields(method) !== undefined);
  const meant = usable.filter((method) => agrees(method, fields, settings));
  // What means none of them is put right by the choice.
  const offered = meant.length > 0 ? meant : usable;
  const [first] = offered;
  if (first && offered.length === 1) return first;
  const chosen = await prompts.choose(
    { title: `How to sign in to ${title}` },
    offered.map((method, index) => ({ value: String(index), label: nameOfMethod(method) })),
  );
  return offered[Number(chosen)] ?? { type: 'none' };
}

function agrees(method: AuthMethod, fields: readonly SettingField[], settings: Settings): boolean {
  return fields
    .filter(({ isOfMethod, name }) => isOfMethod && name in settings)
    .every(({ name, fallback }) => isDeepStrictEqual(method.settings?.[name] ?? fallback, settings[name]));
}
