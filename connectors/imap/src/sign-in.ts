import { type Context, SourceError } from '@acequia/core/contract';
import { z } from 'zod';
import { type Granted, openAccessToken } from './access-token.ts';
import type { Settings } from './settings.ts';

/** What the client signs in with. */
export interface SignIn {
  readonly user: string;
  readonly pass?: string;
  readonly accessToken?: string;
}

/** User name and password, an access token (XOAUTH2), or a token that an OAuth client gets. */
export async function signIn(context: Context<Settings>): Promise<SignIn> {
  const { username, password, token, client_id } = await context.credentials();
  if (username !== undefined && password !== undefined) return { user: username, pass: password };
  const user = context.settings.username ?? username;
  if (token === undefined && client_id === undefined) {
    throw new SourceError('auth', 'There is nothing to sign in with', {
      remedy: 'Give the credentials `username` and `password`, or those of OAuth; see the README.',
    });
  }
  if (user === undefined) {
    throw new SourceError('bad-settings', 'OAuth needs the address of the mailbox', {
      remedy: 'Put it into the setting `username`.',
    });
  }
  if (token !== undefined) return { user, accessToken: token };
  const shared = await openAccessToken(context);
  return { user, accessToken: await shared.get(context, (newer) => requestToken(context, newer)) };
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-5.1 */
const granted = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
  refresh_token: z.string().min(1).optional().catch(undefined),
});

/** @param newer a refresh token that took the place of the one in the credentials */
async function requestToken(context: Context<Settings>, newer: string | undefined): Promise<Granted> {
  const { client_id, client_secret, refresh_token: given } = await context.credentials();
  const refresh_token = newer ?? given;
  const { oauthUrl, oauthScope } = context.settings;
  if (oauthUrl === undefined) {
    throw new SourceError('bad-settings', 'An OAuth client needs to know where it gets its tokens', {
      remedy: 'Put the address into the setting `oauthUrl`.',
    });
  }
  const form = new URLSearchParams({
    client_id: client_id ?? '',
    grant_type: refresh_token ? 'refresh_token' : 'client_credentials',
  });
  if (client_secret) form.set('client_secret', client_secret);
  if (refresh_token) form.set('refresh_token', refresh_token);
  if (oauthScope) form.set('scope', oauthScope);
  const response = await context.http.request({
    method: 'POST',
    url: oauthUrl,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    accept: [400, 401],
  });
  const answer = granted.safeParse(await response.json());
  if (answer.success) {
    const { access_token, expires_in, refresh_token: next } = answer.data;
    return { token: access_token, lifetime: expires_in, refreshToken: next };
  }
  throw new SourceError(response.status < 400 ? 'bad-response' : 'auth', 'The OAuth client got no token', {
    remedy: 'Check client id, secret and refresh token: they may have expired or been withdrawn.',
  });
}
