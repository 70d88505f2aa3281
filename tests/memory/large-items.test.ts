import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { attach, openMailUser, writeMail } from '../../connectors/imap/test/dovecot/mail-user.ts';
import { password, startDovecot } from '../../connectors/imap/test/dovecot/start-dovecot.ts';
import { bucket, startS3rver } from '../../connectors/s3/test/server/start-s3rver.ts';
import { startRclone } from '../../connectors/webdav/test/server/start-rclone.ts';
import { type ChildOrder, measureSync } from './measure-sync.ts';

const size = 100 * 1024 * 1024;
// One letter beyond Latin 1 makes every character of the text take two bytes.
const text = Buffer.alloc(size, 'A hundred megabytes of lines such as this one, with a Ł in each, and on they go.\n');

const sourceOf = (name: string) => new URL(`../../connectors/${name}/src/index.ts`, import.meta.url).href;

/** Reads it when it may, and does not fetch a byte of it when it is too large. `most`: times its size. */
async function expectBounded(order: Omit<ChildOrder, 'maxSize'>, most: number): Promise<void> {
  const read = await measureSync({ ...order, maxSize: 1.1 * size });
  expect(read).toMatchObject({ status: 'success', counts: { skipped: 1, failed: 0 } });
  expect(read.taken).toBeGreaterThan(size);
  expect(read.taken).toBeLessThan(most * size);
  const left = await measureSync({ ...order, maxSize: 0.9 * size });
  expect(left).toMatchObject({ status: 'success', counts: { skipped: 1, failed: 0 } });
  expect(left.taken).toBeLessThan(0.5 * size);
}

// What came in pieces, those joined, and the text at two bytes a character: 4.4 times.
it('An object of 100 MB takes less than six times its size over S3', async () => {
  const server = await startS3rver();
  onTestFinished(() => server.stop());
  await server.put('large.txt', text);
  const settings = { bucket, endpoint: server.url, region: 'us-east-1' };
  await expectBounded({ connector: sourceOf('s3'), settings, credentials: server.keys }, 6);
});

it('A file of 100 MB takes less than six times its size over WebDAV', async () => {
  const server = await startRclone();
  onTestFinished(() => server.stop());
  writeFileSync(join(server.folder, 'large.txt'), text);
  const { credentials } = server;
  await expectBounded({ connector: sourceOf('webdav'), settings: { url: server.url }, credentials }, 6);
});

// The same, and base64 as it came, joined, and as a string, each of 1.4 times: 7 times.
it('A mail with 100 MB takes less than nine times their size', async () => {
  const server = await startDovecot();
  onTestFinished(() => server.stop());
  const client = await openMailUser(server.port, 'large');
  await client.append('INBOX', writeMail('Large', attach('See the file.', 'large.txt', text, 'text/plain')));
  await client.logout();
  const settings = { host: 'localhost', security: 'none', port: server.port };
  await expectBounded({ connector: sourceOf('imap'), settings, credentials: { username: 'large', password } }, 9);
});
