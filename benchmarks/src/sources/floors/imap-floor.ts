import type { Listed, PlainClient } from '../plain-client/plain-client.ts';
import type { Reach } from '../source.ts';
import { ImapConnection } from './imap-connection.ts';

/** Connections for contents, beside the one that lists: ours has four as well. */
const width = 3;

/** Folder by folder with `UID FETCH`, whole mails a hundred at a time, on plain sockets. */
export async function openImapFloor({ settings, credentials }: Reach): Promise<PlainClient> {
  const connections = await Promise.all(
    Array.from({ length: width + 1 }, async () => {
      const connection = await ImapConnection.open(String(settings.host), Number(settings.port));
      await Array.fromAsync(connection.ask(`LOGIN ${credentials.username} ${credentials.password}`));
      return { connection, folder: '' };
    }),
  );
  const [lister, ...fetchers] = connections;
  if (!lister) throw new Error('No connection');

  async function* list(): AsyncGenerator<Listed[]> {
    const { connection } = lister ?? {};
    if (!connection) return;
    const folders: string[] = [];
    for await (const { text } of connection.ask('LIST "" "*"')) {
      const name = /^\* LIST \([^)]*\) "[^"]*" "?(.*?)"?$/.exec(text)?.[1];
      if (name !== undefined) folders.push(name);
    }
    for (const folder of folders) {
      await Array.fromAsync(connection.ask(`EXAMINE "${folder}"`));
      const mails: Listed[] = [];
      for await (const { text } of connection.ask('UID FETCH 1:* (UID RFC822.SIZE)')) {
        const [, uid, size] = /FETCH \(UID (\d+) RFC822\.SIZE (\d+)/.exec(text) ?? [];
        if (uid !== undefined) mails.push({ id: `${uid} ${folder}`, version: String(size) });
      }
      yield mails;
    }
  }

  async function fetchFolder(folder: string, mails: readonly Listed[], take: Parameters<PlainClient['fetch']>[1]) {
    const free = fetchers.findIndex((one) => one.folder === folder);
    const [session] = fetchers.splice(Math.max(free, 0), 1);
    if (!session) throw new Error('More fetches than connections');
    if (session.folder !== folder) await Array.fromAsync(session.connection.ask(`EXAMINE "${folder}"`));
    session.folder = folder;
    const byUid = new Map(mails.map((mail) => [mail.id.split(' ', 1)[0], mail]));
    for await (const { text, literals } of session.connection.ask(
      `UID FETCH ${[...byUid.keys()].join()} (UID BODY.PEEK[])`,
    )) {
      const item = byUid.get(/UID (\d+)/.exec(text)?.[1]);
      const [bytes] = literals;
      if (item && bytes) take({ item, bytes });
    }
    fetchers.push(session);
  }

  return {
    width,
    batch: 100,
    list,
    async fetch(items, take) {
      const folders = Map.groupBy(items, ({ id }) => id.slice(id.indexOf(' ') + 1));
      for (const [folder, mails] of folders) await fetchFolder(folder, mails, take);
    },
    requests: () => connections.reduce((sum, { connection }) => sum + connection.commands, 0),
    close: async () => {
      for (const { connection } of connections) connection.close();
    },
  };
}
