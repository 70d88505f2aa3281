import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openSyncHost, type SyncHost } from '../sync-host.ts';
import { openMailUser, writeMail } from './mail-user.ts';
import { type Dovecot, password, startDovecot } from './start-dovecot.ts';

let dovecot: Dovecot;
const opened: SyncHost[] = [];

beforeAll(async () => {
  dovecot = await startDovecot();
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});
afterAll(() => dovecot.stop());

function openHost(username: string): SyncHost {
  const host = openSyncHost({ settings: { port: dovecot.port }, credentials: { username, password } });
  opened.push(host);
  return host;
}

const titleOf = (index: number) => `Mail ${String(index).padStart(2, '0')}`;

async function append(user: string, from: number, to: number): Promise<void> {
  const client = await openMailUser(dovecot.port, user);
  for (let index = from; index <= to; index += 1) {
    await client.append('INBOX', writeMail(titleOf(index), { body: `text of ${titleOf(index)}` }));
  }
  await client.logout();
}

/** May Dovecot read the file of the mail with this subject? */
function setReadable(user: string, title: string, readable: boolean): void {
  for (const folder of ['cur', 'new'].map((name) => join(dovecot.maildir(user), name))) {
    for (const file of readdirSync(folder).map((name) => join(folder, name))) {
      if (!readable && readFileSync(file, 'utf8').includes(`Subject: ${title}`)) chmodSync(file, 0o000);
      if (readable) chmodSync(file, 0o600);
    }
  }
}

it('a mail whose file cannot be read costs only itself, whether its headers are known or not', async () => {
  for (const known of [true, false]) {
    const user = `damaged-${known}`;
    await append(user, 1, 30);
    // Dovecot keeps what it was asked for.
    if (known) await openHost(user).sync();
    setReadable(user, titleOf(12), false);
    const host = openHost(user);
    expect(await host.sync(), user).toMatchObject({ status: 'partial', counts: { failed: 1 } });
    const read = host.titles().filter((title) => host.text(title)?.includes(`text of ${title}`));
    expect(read, user).toHaveLength(29);
    await append(user, 31, 33);
    setReadable(user, titleOf(32), false);
    expect(await host.sync(), user).toMatchObject({ counts: { deleted: 0, withheld: 0 } });
    expect(host.text(titleOf(33)), user).toContain('text of Mail 33');
    setReadable(user, '', true);
    await host.sync('full', { refetch: true });
    expect(
      host.titles().filter((title) => host.text(title)?.includes(`text of ${title}`)),
      user,
    ).toHaveLength(33);
  }
});
