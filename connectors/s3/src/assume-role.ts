import { type Context, SourceError } from '@acequia/core/contract';
import {
  childOf,
  encodeParameters,
  explainRefusal,
  parseXml,
  readRefusal,
  type SigningKeys,
  signRequest,
  textOf,
} from '@acequia/object-storage-kit';
import { homeRegion, partitionOf } from './partition.ts';
import type { TemporaryKeys } from './renewed-keys.ts';
import type { Settings } from './settings.ts';

/** Keys of a role for an hour. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export async function assumeRole(context: Context<Settings>, keys: SigningKeys): Promise<TemporaryKeys> {
  const { http, clock, settings } = context;
  const { region = homeRegion, roleArn, externalId, stsEndpoint } = settings;
  const url = `${stsEndpoint ?? `https://sts.${region}.${partitionOf(region).domain}`}/`;
  const body = encodeParameters({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: roleArn,
    RoleSessionName: 'acequia',
    DurationSeconds: 3600,
    ExternalId: externalId,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const signed = signRequest({ method: 'POST', url, headers, body, keys, service: 'sts', region, now: clock.now() });
  const response = await http.request({
    method: 'POST',
    url,
    body,
    headers: signed,
    accept: [400, 403],
    idempotent: true,
    maxBytes: 1024 * 1024,
  });
  if (response.status >= 300) {
    const { kind, message } = explainRefusal(await readRefusal(response, url), {
      subject: 'Assuming the role',
      secrets: Object.values(keys),
    });
    throw new SourceError(kind === 'transient' ? kind : 'auth', message, {
      remedy:
        'Check the keys, the name of the role and its external id, that the role trusts the account, and the clock of this machine.',
    });
  }
  return parseAnswer(await response.text());
}

function parseAnswer(text: string): TemporaryKeys {
  const credentials = childOf(childOf(parseXml(text), 'AssumeRoleResult'), 'Credentials');
  const accessKeyId = textOf(credentials, 'AccessKeyId');
  const secretAccessKey = textOf(credentials, 'SecretAccessKey');
  const sessionToken = textOf(credentials, 'SessionToken');
  const expiresAt = Date.parse(textOf(credentials, 'Expiration') ?? '');
  if (accessKeyId && secretAccessKey && sessionToken && !Number.isNaN(expiresAt)) {
    return { accessKeyId, secretAccessKey, sessionToken, expiresAt };
  }
  throw new SourceError('bad-response', 'The answer to assuming a role has no keys in it', {
    remedy: 'Check the endpoint for roles.',
  });
}
