import { ImapFlow } from 'imapflow';
import PostalMime from 'postal-mime';
import type { Listed, PlainClient } from '../plain-client/plain-client.ts';
import type { Reach } from '../source.ts';

/** Connections for contents, beside the one that lists: ours has four as well. */
const width = 3;

/** Folder by folder with `imapflow`, whole mails a hundred at a time; `postal-mime` makes texts of them. */
export async function openImapScript({ settings, credentials }: Reach): Promise<PlainClient> {
  const { username = '', password = '' } = credentials;
  const open = async () => {
    const client = new ImapFlow({
      host: String(settings.host),
      port: Number(settings.port),
      secure: false,
      doSTARTTLS: false,
      auth: { user: username, pass: password },
      logger: false,
    });
    await client.connect();
    return client;
  };
  const lister = await open();
  const free = await Promise.all(Array.from({ length: width }, open));
  const all = [lister, ...free];

  async function* list(): AsyncGenerator<Listed[]> {
    for (const { path } of await lister.list()) {
      const { exists } = await lister.mailboxOpen(path, { readOnly: true });
      if (exists === 0) continue;
      const mails = await lister.fetchAll('1:*', { uid: true, size: true });
      yield mails.map(({ uid, size }) => ({ id: `${uid} ${path}`, version: String(size) }));
    }
  }

  async function fetchFolder(path: string, mails: readonly Listed[], take: Parameters<PlainClient['fetch']>[1]) {
    const known = free.findIndex(({ mailbox }) => mailbox && mailbox.path === path);
    const [client] = free.splice(Math.max(known, 0), 1);
    if (!client) throw new Error('More fetches than connections');
    if (!client.mailbox || client.mailbox.path !== path) await client.mailboxOpen(path, { readOnly: true });
    const byUid = new Map(mails.map((mail) => [Number(mail.id.split(' ', 1)[0]), mail]));
    for await (const { uid, source } of client.fetch([...byUid.keys()], { uid: true, source: true }, { uid: true })) {
      const item = byUid.get(uid);
      if (!item || !source) continue;
      const { subject = '', text = '', html = '' } = await PostalMime.parse(source);
      take({ item, bytes: Buffer.from(`${subject}\n${text || html}`) });
    }
    free.push(client);
  }

  return {
    width,
    batch: 100,
    list,
    async fetch(items, take) {
      const folders = Map.groupBy(items, ({ id }) => id.slice(id.indexOf(' ') + 1));
      for (const [path, mails] of folders) await fetchFolder(path, mails, take);
    },
    requests: () => 0,
    async close() {
      for (const client of all) await client.logout();
    },
  };
}
