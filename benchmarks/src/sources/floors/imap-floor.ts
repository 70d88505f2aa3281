import { type FolderConnection, fetchByFolder } from '../plain-client/fetch-by-folder.ts';
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
      return connection;
    }),
  );
  const [lister, ...fetchers] = connections;

  async function* list(): AsyncGenerator<Listed[]> {
    if (!lister) return;
    const folders: string[] = [];
    for await (const { text } of lister.ask('LIST "" "*"')) {
      const name = /^\* LIST \([^)]*\) "[^"]*" "?(.*?)"?$/.exec(text)?.[1];
      if (name !== undefined) folders.push(name);
    }
    for (const folder of folders) {
      await Array.fromAsync(lister.ask(`EXAMINE "${folder}"`));
      const mails: Listed[] = [];
      for await (const { text } of lister.ask('UID FETCH 1:* (UID RFC822.SIZE)')) {
        const [, uid, size] = /FETCH \(UID (\d+) RFC822\.SIZE (\d+)/.exec(text) ?? [];
        if (uid !== undefined) mails.push({ id: `${uid} ${folder}`, version: String(size) });
      }
      yield mails;
    }
  }

  return {
    width,
    batch: 100,
    list,
    fetch: fetchByFolder(fetchers.map(folderConnection)),
    requests: () => connections.reduce((sum, { commands }) => sum + commands, 0),
    close: async () => {
      for (const connection of connections) connection.close();
    },
  };
}

function folderConnection(connection: ImapConnection): FolderConnection {
  let opened: string | undefined;
  return {
    folder: () => opened,
    async open(folder) {
      await Array.fromAsync(connection.ask(`EXAMINE "${folder}"`));
      opened = folder;
    },
    async fetch(uids, take) {
      for await (const { text, literals } of connection.ask(`UID FETCH ${uids.join()} (UID BODY.PEEK[])`)) {
        const uid = /UID (\d+)/.exec(text)?.[1];
        const [bytes] = literals;
        if (uid !== undefined && bytes) take(uid, bytes);
      }
    },
  };
}
