import {
  AcequiaError,
  type AuthMethod,
  type Check,
  credentialFields,
  type Engine,
  type Manifest,
} from '@acequia/engine';
import { askCredential, askCredentials } from './ask-credentials.ts';
import { askMethod } from './ask-method.ts';
import { askOtherSettings, askSetting, isOpen, type SettingsForm, takeMethod } from './ask-settings.ts';
import type { Draft } from './draft.ts';
import type { Choice, Prompts } from './prompts.ts';
import { showSetting } from './setting-values.ts';

/** A draft with all that is needed to ask about it again. */
export interface OpenDraft {
  readonly form: SettingsForm;
  readonly manifest: Manifest;
  readonly method: AuthMethod;
  readonly draft: Draft;
}

export interface Checking {
  readonly prompts: Prompts;
  readonly engine: Engine;
  readonly signal: AbortSignal;
}

/** Checks the connection, and lets the person correct what is wrong. `passed` is false when it is kept as it is. */
export async function checkUntilGood(
  { prompts, engine, signal }: Checking,
  open: OpenDraft,
): Promise<{ readonly draft: Draft; readonly passed: boolean }> {
  let checked = open;
  for (;;) {
    const checks = await prompts.during('Checking the connection', checkDraft(engine, checked.draft, signal));
    prompts.showChecks(checks);
    if (checks.every(({ ok }) => ok)) return { draft: checked.draft, passed: true };
    const chosen = await prompts.choose({ title: 'What now?' }, corrections(checked));
    if (chosen === 'keep') return { draft: checked.draft, passed: false };
    if (chosen === 'stop') throw new AcequiaError('canceled', 'It was stopped.');
    checked = await correct(prompts, checked, chosen);
  }
}

const givenHow = 'Give it as --credential NAME=VARIABLE, or at a terminal, where you are asked.';

/** The connector's checks; settings that its schema refuses and missing credentials are failed ones. */
export async function checkDraft(engine: Engine, draft: Draft, signal: AbortSignal): Promise<Check[]> {
  try {
    return await engine.validateTrial(draft, signal);
  } catch (error) {
    if (!AcequiaError.isInstance(error)) throw error;
    const isMissing = error.code === 'needs_credentials';
    const name = isMissing ? 'credentials' : 'settings';
    return [{ name, ok: false, message: error.message, remedy: isMissing ? givenHow : error.hint }];
  }
}

function corrections({ form, manifest, method, draft }: OpenDraft): Choice[] {
  const shownFields = form.fields.filter(
    ({ name, isRequired, isOfMethod }) => !isOfMethod && (isRequired || name in draft.settings),
  );
  const settings = shownFields.map((field) => ({
    value: `setting:${field.name}`,
    label: `Change: ${field.title}`,
    hint: showSetting(field, draft.settings[field.name]),
  }));
  const credentials = (credentialFields(method) ?? []).map(({ name, title, isSecret }) => ({
    value: `credential:${name}`,
    label: `Change: ${title}`,
    hint: showSetting({ isSecret }, draft.credentials[name]),
  }));
  const hasOthers = form.fields.some((field) => isOpen(form, field, draft.settings));
  const methods = manifest.auth.filter((each) => credentialFields(each) !== undefined).length;
  return [
    ...settings,
    ...credentials,
    ...(methods > 1 ? [{ value: 'method', label: 'Sign in another way' }] : []),
    ...(hasOthers ? [{ value: 'others', label: 'Set other settings' }] : []),
    { value: 'again', label: 'Check again' },
    { value: 'keep', label: 'Keep it as it is', hint: 'a sync will fail until it is corrected' },
    { value: 'stop', label: 'Stop', hint: 'nothing is made' },
  ];
}

async function correct(prompts: Prompts, open: OpenDraft, chosen: string): Promise<OpenDraft> {
  const { form, manifest, method, draft } = open;
  const [kind, name] = chosen.split(/:(.*)/s);
  const setting = form.fields.find((field) => kind === 'setting' && field.name === name);
  if (setting)
    return { ...open, draft: { ...draft, settings: await askSetting(prompts, form, draft.settings, setting) } };
  const field = credentialFields(method)?.find((each) => kind === 'credential' && each.name === name);
  if (field) {
    return {
      ...open,
      draft: { ...draft, credentials: await askCredential(prompts, method, draft.credentials, field) },
    };
  }
  if (kind === 'method') {
    const other = await askMethod(prompts, manifest, form.fields, {});
    const settings = await takeMethod(prompts, form, draft.settings, other);
    const credentials = await askCredentials(prompts, other, {});
    return { ...open, method: other, draft: { ...draft, settings, credentials } };
  }
  if (kind === 'others') {
    return { ...open, draft: { ...draft, settings: await askOtherSettings(prompts, form, draft.settings) } };
  }
  return open;
}
