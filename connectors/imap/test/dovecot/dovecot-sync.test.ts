import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ImapFlow } from 'imapflow';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openSyncHost, type SyncHost } from '../sync-host.ts';
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

let users = 0;

/** A mailbox of its own for each test. */
async function open(): Promise<{ readonly user: ImapFlow; readonly host: SyncHost; readonly name: string }> {
  const name = `user${++users}`;
  const user = await openMailUser(dovecot.port, name);
  const host = openSyncHost({ settings: { port: dovecot.port }, credentials: { username: name, password } });
  opened.push(user, host);
  return { user, host, name };
}

it('follows creations, flags, moves, deletions and restorations', async () => {
  const { user, host } = await open();
  await user.mailboxCreate('Archive/2024');
  for (const subject of ['One', 'Two', 'Three', 'Four', 'Five']) await user.append('INBOX', writeMail(subject));
  expect(await host.sync()).toMatchObject({ status: 'success', counts: { created: 8 } });
  expect(host.titles()).toEqual(['Five', 'Four', 'One', 'Three', 'Two']);
  expect(host.text('One')).toContain('- From: Ada Lovelace <ada@example.org>');
  expect(host.text('One')).toContain('Text of One');

  await user.mailboxOpen('INBOX');
  await user.messageFlagsAdd('1', ['\\Flagged', 'important']);
  await user.messageFlagsAdd('2', ['\\Seen']);
  expect(await host.sync()).toMatchObject({ status: 'success', counts: { updated: 1, bytes: 0 } });
  const flagged = [...host.store.documents().values()].find(({ title }) => title === 'One');
  expect(JSON.stringify(flagged)).toContain('important');

  await user.messageMove('1', 'Archive/2024');
  await user.messageMove('1', 'Trash');
  await user.messageDelete('1');
  expect(await host.sync()).toMatchObject({ status: 'success' });
  expect(host.titles()).toEqual(['Five', 'Four', 'One']);
  const moved = [...host.store.documents().values()].find(({ title }) => title === 'One');
  expect(moved?.parent).toBe('folder/Archive/2024');

  await user.mailboxOpen('Trash');
  await user.messageMove('1', 'INBOX');
  await host.sync();
  expect(host.titles()).toEqual(['Five', 'Four', 'One', 'Two']);
});

it('follows folders that are renamed and deleted', async () => {
  const { user, host } = await open();
  await user.mailboxCreate('Work/Old');
  await user.append('Work/Old', writeMail('Plan'));
  await user.mailboxCreate('Gone');
  await user.append('Gone', writeMail('Note'));
  await user.append('INBOX', writeMail('Stays'));
  await host.sync();
  await user.mailboxRename('Work/Old', 'Work/New – Übersicht');
  await user.mailboxDelete('Gone');
  expect(await host.sync()).toMatchObject({ status: 'success' });
  expect(host.titles()).toEqual(['Plan', 'Stays']);
  expect([...host.store.documents().keys()].filter((id) => id.startsWith('folder/')).sort()).toEqual([
    'folder/INBOX',
    'folder/Work',
    'folder/Work/New – Übersicht',
  ]);
  expect((await host.slices()).map(({ id }) => id)).not.toContain('folder/Gone');
});

it('reads odd names, empty mails and attachments', async () => {
  const { user, host } = await open();
  const odd = ['Räksmörgås & "Söner"', '日本語', 'with \\ backslash', 'per%cent'];
  for (const name of odd) {
    await user.mailboxCreate(name);
    await user.append(name, writeMail(`In ${name}`));
  }
  await user.append('INBOX', writeMail('', { body: '' }));
  await user.append(
    'INBOX',
    writeMail('With a file', attach('See the file.', 'notes.txt', Buffer.from('in the notes'))),
  );
  const forwarded = writeMail('The first mail', { body: 'Long ago' });
  await user.append('INBOX', writeMail('Forward', attachMail(forwarded)));
  expect(await host.sync()).toMatchObject({ status: 'success', counts: { failed: 0 } });
  expect(host.titles()).toEqual(
    [
      ...odd.map((name) => `In ${name}`),
      '(no subject)',
      'With a file',
      'notes.txt',
      'Forward',
      'The first mail',
    ].sort(),
  );
  expect(host.text('notes.txt')).toBe('in the notes');
  expect(host.text('The first mail')).toContain('Long ago');
});

function attachMail(mail: string) {
  return {
    headers: ['Content-Type: multipart/mixed; boundary=b1'],
    body: `--b1\r\nContent-Type: text/plain\r\n\r\nSee below\r\n--b1\r\nContent-Type: message/rfc822\r\n\r\n${mail}\r\n--b1--`,
  };
}

it('keeps everything when the server numbers a folder anew', async () => {
  const { user, host, name } = await open();
  for (const subject of ['One', 'Two']) await user.append('INBOX', writeMail(subject));
  await host.sync();
  const before = [...host.store.documents().keys()];
  // The next session finds neither index nor UIDs, and makes new ones.
  await user.logout();
  const folder = dovecot.maildir(name);
  // What counts the numbers stays: two in the same second would be the same.
  const forgotten = readdirSync(folder).filter((file) => /^dovecot(?!-uidvalidity)/.test(file));
  for (const file of forgotten) rmSync(join(folder, file));
  expect(await host.sync()).toMatchObject({ status: 'success', counts: { created: 2, deleted: 2 } });
  expect(host.titles()).toEqual(['One', 'Two']);
  expect(before).not.toContain([...host.store.documents().keys()].find((id) => id.startsWith('mail/')));
});
