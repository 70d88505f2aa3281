import { dirname } from 'node:path';
import { openImapFloor } from '../floors/imap-floor.ts';
import { MailFolders } from '../library/mail-folders.ts';
import type { MeasuredSource } from '../source.ts';
import { mbsync } from '../tools/mbsync.ts';

const user = 'reader';

interface DovecotModule {
  startDovecot(): Promise<{ readonly port: number; maildir(user: string): string; stop(): Promise<void> }>;
  readonly password: string;
}

const dovecotModule = new URL('../../../../connectors/imap/test/dovecot/start-dovecot.ts', import.meta.url);

/** Mails of a mailbox on Dovecot. A mail never changes: what changes in a mailbox is that mails arrive. */
export const imap: MeasuredSource = {
  name: 'imap',
  type: 'imap',
  describe: (mails) => `${mails} mails of 1-8 KiB in 10 folders on Dovecot; changed: as many arrive`,
  tools: [mbsync],
  script: { libraries: 'imapflow, postal-mime', writes: 'texts in SQLite' },
  readsParts: true,
  async serve(mails) {
    const { startDovecot, password }: DovecotModule = await import(dovecotModule.href);
    const server = await startDovecot();
    const folder = server.maildir(user);
    const mailbox = new MailFolders({ folder, owned: dirname(folder), mails });
    const reach = (port = server.port) => ({
      settings: { host: '127.0.0.1', port, security: 'none' },
      credentials: { username: user, password },
    });
    /** The server's own indexes are not what is measured. */
    async function settle(): Promise<void> {
      const floor = await openImapFloor(reach());
      await Array.fromAsync(floor.list());
      await floor.close();
    }
    await settle();
    return {
      port: server.port,
      reach,
      async change() {
        mailbox.deliver(Math.ceil(mails / 100));
        await settle();
      },
      async remove(offset) {
        mailbox.remove(offset);
        await settle();
      },
      close: () => server.stop(),
    };
  },
};
