import { chownSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openSlowLine } from '../../../../tests/servers/open-slow-line.ts';
import imap from '../../src/index.ts';
import type { Settings } from '../../src/settings.ts';
import { openSyncHost } from '../sync-host.ts';
import { attach, openMailUser, writeMail } from './mail-user.ts';
import { type Dovecot, password, startDovecot } from './start-dovecot.ts';

let dovecot: Dovecot;
const opened: { close(): Promise<void> | void }[] = [];

beforeAll(async () => {
  dovecot = await startDovecot();
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});
afterAll(() => dovecot.stop());

function openHost(username: string, more: Partial<Settings> = {}, secret = password) {
  const settings = { port: dovecot.port, ...more };
  const host = openSyncHost({ settings, credentials: { username, password: secret } });
  opened.push(host);
  return host;
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => writeMail(`Mail ${index}`));

async function append(user: string, mails: readonly string[]): Promise<void> {
  const client = await openMailUser(dovecot.port, user);
  for (const mail of mails) await client.append('INBOX', mail);
  await client.logout();
}

/** Puts a mail where Dovecot finds it, which is faster than telling it. */
function deliver(user: string, mail: string): void {
  const folder = dovecot.maildir(user);
  const file = join(folder, 'cur', '1700000000.M1P1.host:2,S');
  writeFileSync(file, mail);
  const { uid, gid } = statSync(folder);
  chownSync(file, uid, gid);
}

it('says what is wrong with password, server, port, certificate and encryption', async () => {
  const cases = [
    [openHost('ada', {}, 'not the password'), 'auth', /refuses/, /app password/],
    [openHost('ada', { port: 1 }), 'transient', /nothing listens/, /port/],
    [
      openHost('ada', { security: 'tls', port: dovecot.tlsPort }),
      'bad-settings',
      /^Connecting to localhost: the certificate of the server is not trusted \(self-signed certificate/,
      /certificate/,
    ],
    [
      openHost('ada', { security: 'tls' }),
      'bad-settings',
      /^Connecting to localhost: the server does not speak TLS on this port$/,
      /`security`/,
    ],
    [openHost('ada', { security: 'starttls' }), 'bad-settings', /the certificate .* is not trusted/, /certificate/],
  ] as const;
  for (const [host, kind, message, remedy] of cases) {
    const { status, error } = await host.sync();
    expect({ status, error }).toMatchObject({ status: 'failed', error: { kind } });
    expect(error?.message).toMatch(message);
    expect(error?.remedy).toMatch(remedy);
    const checks = await imap.validate(host.context());
    expect(checks).toMatchObject([{ name: 'sign-in', ok: false, remedy: expect.stringMatching(remedy) }]);
  }
});

it('checks the certificate for the name while it connects to the pinned address', async () => {
  await append('tls', [writeMail('Behind TLS')]);
  const authorities = getCACertificates('default');
  setDefaultCACertificates([...authorities, dovecot.certificate]);
  try {
    for (const more of [{ security: 'tls', port: dovecot.tlsPort }, { security: 'starttls' }] as const) {
      const host = openHost('tls', more);
      expect(await host.sync()).toMatchObject({ status: 'success' });
      expect(host.titles()).toEqual(['Behind TLS']);
      const other = openHost('tls', { ...more, host: 'imap.example.org' });
      expect(await other.sync()).toMatchObject({ status: 'failed', error: { kind: 'bad-settings' } });
    }
  } finally {
    setDefaultCACertificates(authorities);
  }
});

it('loses nothing when the server is killed in the middle', async () => {
  await append('killed', numbered(40));
  const host = openHost('killed', { connections: 2 });
  let seen = 0;
  const killed = await host.sync('full', {
    pool: { concurrency: 1, queue: 1, bytes: 1 },
    batch: { documents: 5 },
    onProgress: ({ counts }) => {
      if (counts.bytes > 0 && seen++ === 0) void dovecot.kill();
    },
  });
  await dovecot.restart();
  expect(killed.status).not.toBe('canceled');
  expect(await host.sync('full')).toMatchObject({ status: 'success' });
  expect(host.titles()).toHaveLength(40);
});

it('does not wait for each mail on a slow line', async () => {
  await append('slow', numbered(150));
  const line = await openSlowLine(dovecot.port, 20);
  const host = openHost('slow', { port: line.port });
  expect(await host.sync()).toMatchObject({ status: 'success', counts: { failed: 0 } });
  expect(host.titles()).toHaveLength(150);
  // Signing in takes about six, each folder two, each 500 contents one or two.
  expect(line.turns()).toBeLessThan(50);
  // Signing in, one LIST, goodbye.
  const before = line.turns();
  expect(await host.sync()).toMatchObject({ status: 'success', counts: { bytes: 0 } });
  expect(line.turns() - before).toBeLessThanOrEqual(10);
});

it('reads large attachments by themselves, and never what is too large', async () => {
  const large = Buffer.alloc(4 * 1024 * 1024, 'a line of text that goes on and on\n');
  await append('large', [writeMail('Large', attach('See the large file.', 'large.txt', large, 'text/plain'))]);
  const part = (type: string, text: string) => `--b1\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
  const lines = 'a hundred megabytes of this\r\n'.repeat(3_700_000);
  deliver(
    'large',
    writeMail('Huge', {
      headers: ['Content-Type: multipart/mixed; boundary=b1'],
      body: `${part('text/plain', 'See the huge file.')}${part('text/plain; name="huge.txt"', lines)}--b1--`,
    }),
  );
  const host = openHost('large');
  expect(await host.sync()).toMatchObject({ status: 'success', counts: { skipped: 1, failed: 0 } });
  expect(host.text('Huge')).toContain('See the huge file.');
  expect(host.text('large.txt')?.length).toBe(large.length);
  expect(host.text('huge.txt')).toBeUndefined();
});

it('reads broken mails as far as they can be read', async () => {
  await append('broken', [
    'no header at all',
    writeMail('Unclosed', { headers: ['Content-Type: multipart/mixed; boundary=b1'], body: '--b1\r\n\r\nfirst part' }),
    writeMail('Charset', { headers: ['Content-Type: text/plain; charset=x-unknown'], body: 'plain enough' }),
    writeMail('Base64', { headers: ['Content-Transfer-Encoding: base64'], body: '*** not base64 ***' }),
    writeMail('Empty', { headers: ['Content-Type: multipart/mixed; boundary=b1'], body: '' }),
  ]);
  const host = openHost('broken');
  expect(await host.sync()).toMatchObject({ status: 'success', counts: { failed: 0 } });
  expect(host.titles()).toEqual(['(no subject)', 'Base64', 'Charset', 'Empty', 'Unclosed']);
  expect(host.text('Unclosed')).toContain('first part');
  expect(host.text('Charset')).toContain('plain enough');
});
