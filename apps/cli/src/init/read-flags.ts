import { text } from 'node:stream/consumers';
import type { CredentialField, Json } from '@acequia/engine';
import { usageError } from '../session/usage-error.ts';
import type { SettingField } from './setting-fields.ts';
import { parseSetting, type Settings } from './setting-values.ts';

/** Reads `--set NAME=VALUE`, each as its setting wants it. */
export function readSettings(pairs: readonly string[], fields: readonly SettingField[]): Settings {
  const settings: Record<string, Json> = {};
  for (const pair of pairs) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    const field = fields.find((each) => each.name === name);
    if (name === undefined || value === undefined || !field) {
      const known = fields.filter(({ isSecret }) => !isSecret).map((each) => each.name);
      throw usageError(
        `--set has no setting in it: ${name ?? 'NAME=VALUE is wanted'}.`,
        `There are: ${known.join(', ')}.`,
      );
    }
    if (field.isSecret) {
      throw usageError(`The setting ${name} is secret: a command line is not.`, `Use --credential ${name}=VARIABLE.`);
    }
    settings[name] = parseSetting(field, value);
  }
  return settings;
}

/**
 * Reads `--credential NAME=VARIABLE` from the environment, `NAME=VALUE` as it is for what is not secret, and `NAME` from
 * standard input: one line each, or all of it when there is one. Values stay out of messages: somebody may have taken
 * the variable for the value.
 */
export async function readCredentials(
  flags: readonly string[],
  fields: readonly Pick<CredentialField, 'name' | 'isSecret'>[],
  input: AsyncIterable<Uint8Array>,
): Promise<Record<string, string>> {
  const credentials: Record<string, string> = {};
  const awaited: string[] = [];
  for (const flag of flags) {
    const [name = '', value] = flag.split(/=(.*)/s);
    const field = fields.find((each) => each.name === name);
    if (!field) {
      throw usageError(
        '--credential names nothing that this connector takes.',
        `It takes: ${fields.map((each) => each.name).join(', ') || 'none'}.`,
      );
    }
    if (value === undefined) awaited.push(name);
    else credentials[name] = field.isSecret ? fromEnvironment(name, value) : value;
  }
  if (awaited.length === 0) return credentials;
  const given = (await text(input)).replace(/\r?\n$/, '');
  const lines = awaited.length === 1 ? [given] : given.split(/\r?\n/);
  for (const [index, name] of awaited.entries()) {
    const value = lines[index];
    if (value === undefined || value === '') {
      throw usageError(
        `Standard input has nothing for --credential ${name}.`,
        `Give it there, or as ${name}=VARIABLE.`,
      );
    }
    credentials[name] = value;
  }
  return credentials;
}

function fromEnvironment(name: string, variable: string): string {
  const value = process.env[variable];
  if (value !== undefined && value !== '') return value;
  throw usageError(
    `What follows --credential ${name}= is not the name of an environment variable that is set.`,
    `Put the secret into a variable and give its name: --credential ${name}=VARIABLE.`,
  );
}
