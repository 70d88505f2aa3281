import { ImapFlow } from 'imapflow';
import PostalMime from 'postal-mime';
import { type FolderConnection, fetchByFolder } from '../plain-client/fetch-by-folder.ts';
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
  const fetchers = await Promise.all(Array.from({ length: width }, open));

  async function* list(): AsyncGenerator<Listed[]> {
    for (const { path } of await lister.list()) {
      const { exists } = await lister.mailboxOpen(path, { readOnly: true });
      if (exists === 0) continue;
      const mails = await lister.fetchAll('1:*', { uid: true, size: true });
      yield mails.map(({ uid, size }) => ({ id: `${uid} ${path}`, version: String(size) }));
    }
  }

  return {
    width,
    batch: 100,
    list,
    fetch: fetchByFolder(fetchers.map(folderConnection)),
    requests: () => 0,
    async close() {
      for (const client of [lister, ...fetchers]) await client.logout();
    },
  };
}

function folderConnection(client: ImapFlow): FolderConnection {
  return {
    folder: () => (client.mailbox ? client.mailbox.path : undefined),
    async open(folder) {
      await client.mailboxOpen(folder, { readOnly: true });
    },
    async fetch(uids, take) {
      for await (const { uid, source } of client.fetch(uids.join(), { uid: true, source: true }, { uid: true })) {
        if (!source) continue;
        const { subject = '', text = '', html = '' } = await PostalMime.parse(source);
        take(String(uid), Buffer.from(`${subject}\n${text || html}`));
      }
    },
  };
}
