import { createServer } from 'node:http';
import type { Context, HttpRequest } from '@acequia/core';
import { createEgressPolicy, createHttpClient, createHttpHost } from '@acequia/http';
import { createManualClock } from '@acequia/testkit';
import { afterEach, expect, it } from 'vitest';
import { realClock } from '../../../tests/sync/test-clock.ts';
import { type Settings, settings } from '../src/settings.ts';
import { signIn } from '../src/sign-in.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A token endpoint, and a context that leads to it. */
async function open(fields: Record<string, string>, more: Partial<Settings>, status = 200, grant: object = {}) {
  const forms: string[] = [];
  const clock = createManualClock();
  const shared = new Map<string, Promise<unknown>>();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    forms.push(body);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(status === 200 ? { access_token: 'granted', ...grant } : { error: 'invalid_grant' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const host = createHttpHost({ egress: createEgressPolicy({ allowPrivate: true }), clock: realClock });
  const client = createHttpClient({ host, credential: 'imap', auth: { type: 'none' } });
  closing.push(
    () => server.close(),
    () => host.close(),
  );
  const context = {
    settings: settings.parse({ host: 'imap.example.org', ...more }),
    credentials: async () => fields,
    clock,
    share(key: string, openIt: () => Promise<unknown>) {
      const opened = shared.get(key) ?? openIt();
      shared.set(key, opened);
      return opened;
    },
    http: {
      request: (request: HttpRequest) => client.request({ ...request, url: origin + new URL(request.url).pathname }),
    },
  } as unknown as Context<Settings>;
  return { context, forms, clock };
}

const oauth = { username: 'ada@example.org', oauthUrl: 'https://login.example.org/token' };

it('signs in with a password, or with a token for the mailbox of the settings', async () => {
  const password = await open({ username: 'ada', password: 'secret' }, {});
  expect(await signIn(password.context)).toEqual({ user: 'ada', pass: 'secret' });
  const token = await open({ token: 'abc' }, { username: 'ada@example.org' });
  expect(await signIn(token.context)).toEqual({ user: 'ada@example.org', accessToken: 'abc' });
});

it('gets a token for an OAuth client, of a user or as itself', async () => {
  const user = await open({ client_id: 'id', client_secret: 'secret', refresh_token: 'again' }, oauth);
  expect(await signIn(user.context)).toEqual({ user: 'ada@example.org', accessToken: 'granted' });
  expect(Object.fromEntries(new URLSearchParams(user.forms[0]))).toEqual({
    client_id: 'id',
    client_secret: 'secret',
    grant_type: 'refresh_token',
    refresh_token: 'again',
  });
  const application = await open({ client_id: 'id', client_secret: 's' }, { ...oauth, oauthScope: 'mail/.default' });
  await signIn(application.context);
  expect(application.forms[0]).toContain('grant_type=client_credentials');
  expect(application.forms[0]).toContain('scope=mail%2F.default');
});

it('asks for one token for all connections of a sync, and for another before it ends', async () => {
  const { context, forms, clock } = await open({ client_id: 'id', refresh_token: 'first' }, oauth, 200, {
    expires_in: 3600,
    refresh_token: 'second',
  });
  await Promise.all([signIn(context), signIn(context), signIn(context)]);
  await clock.advance(3500_000);
  await signIn(context);
  expect(forms).toHaveLength(1);
  await clock.advance(50_000);
  await Promise.all([signIn(context), signIn(context)]);
  // The refresh token that came with the first answer takes the place of the one that was given.
  expect(forms.map((form) => new URLSearchParams(form).get('refresh_token'))).toEqual(['first', 'second']);
});

it('asks again after a refusal, and more often where nobody says how long a token lasts', async () => {
  const refused = await open({ client_id: 'id', refresh_token: 'old' }, oauth, 400);
  for (const tries of [1, 2]) {
    await expect(signIn(refused.context)).rejects.toMatchObject({ kind: 'auth' });
    expect(refused.forms).toHaveLength(tries);
  }
  const unsaid = await open({ client_id: 'id', refresh_token: 'old' }, oauth);
  await signIn(unsaid.context);
  await unsaid.clock.advance(599_000);
  await signIn(unsaid.context);
  expect(unsaid.forms).toHaveLength(2);
});

it('says what is missing or refused', async () => {
  const nothing = await open({}, {});
  await expect(signIn(nothing.context)).rejects.toMatchObject({
    kind: 'auth',
    hint: expect.stringContaining('README'),
  });
  const nobody = await open({ token: 'abc' }, {});
  await expect(signIn(nobody.context)).rejects.toMatchObject({ kind: 'bad-settings' });
  const nowhere = await open({ client_id: 'id' }, { username: 'ada' });
  await expect(signIn(nowhere.context)).rejects.toMatchObject({
    kind: 'bad-settings',
    hint: expect.stringContaining('oauthUrl'),
  });
  const refused = await open({ client_id: 'id', refresh_token: 'old' }, oauth, 400);
  await expect(signIn(refused.context)).rejects.toMatchObject({ kind: 'auth' });
});
