import { type AuthMethod, type CredentialField, credentialFields } from '@acequia/engine';
import type { Prompts } from './prompts.ts';

type Credentials = Readonly<Record<string, string>>;

/** Asks for what a way to sign in needs and is not given. What is left empty is left out. */
export async function askCredentials(prompts: Prompts, method: AuthMethod, given: Credentials): Promise<Credentials> {
  let credentials = given;
  for (const field of credentialFields(method) ?? []) {
    if (!(field.name in given)) credentials = await askCredential(prompts, method, credentials, field);
  }
  return credentials;
}

/** Asks for one credential. One that is there already stays when nothing is typed. */
export async function askCredential(
  prompts: Prompts,
  method: AuthMethod,
  before: Credentials,
  field: CredentialField,
): Promise<Credentials> {
  // Of a service account some fields may be meant for other ways to use it; the connector knows.
  const mayBeEmpty = method.type === 'service-account' || field.name in before;
  const faultOf = (text: string) => (text === '' && !mayBeEmpty ? 'This is needed.' : undefined);
  const current = before[field.name];
  const typed = field.isSecret
    ? await prompts.secret(field, faultOf)
    : await prompts.text(field, { initial: current, faultOf });
  return typed === '' ? before : { ...before, [field.name]: typed };
}
