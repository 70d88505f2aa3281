import { AcequiaError, type AuthMethod } from '@acequia/core';
import type { RequestAuth } from '@acequia/http';

const needed = (field: string) =>
  new AcequiaError('needs_credentials', `The credential "${field}" is missing`, {
    hint: 'Add it under credentials of the data source.',
  });

/**
 * How requests of a data source are signed: by the first auth method of its connector that the credentials fit.
 *
 * @throws AcequiaError `needs_credentials`
 */
export function requestAuth(methods: readonly AuthMethod[], fields: Readonly<Record<string, string>>): RequestAuth {
  const { token, username, password } = fields;
  const tokenMethod = methods.find(({ type }) => type === 'token');
  if (tokenMethod?.type === 'token' && token !== undefined) {
    const { header, prefix } = tokenMethod;
    return { type: 'token', token, ...(header !== undefined && { header }), ...(prefix !== undefined && { prefix }) };
  }
  const basic = methods.some(({ type }) => type === 'basic');
  if (basic && username !== undefined && password !== undefined) return { type: 'basic', username, password };
  if (methods.some(({ type }) => type === 'none' || type === 'service-account')) return { type: 'none' };
  if (basic) throw needed(username === undefined ? 'username' : 'password');
  throw needed('token');
}
