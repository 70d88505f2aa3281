import type { PlainClient } from './plain-client.ts';

/** A connection to a mailbox, which has one folder open at a time. */
export interface FolderConnection {
  /** Undefined: none yet. */
  folder(): string | undefined;
  open(folder: string): Promise<void>;
  /** Mails of the open folder. */
  fetch(uids: readonly string[], take: (uid: string, bytes: Buffer) => void): Promise<void>;
}

/** Fetches mails, whose ids are `UID FOLDER`, over the connection that has their folder open, else over any that is free. */
export function fetchByFolder(free: FolderConnection[]): PlainClient['fetch'] {
  return async (items, take) => {
    for (const [folder, mails] of Map.groupBy(items, ({ id }) => id.slice(id.indexOf(' ') + 1))) {
      const fitting = free.findIndex((one) => one.folder() === folder);
      const [connection] = free.splice(Math.max(fitting, 0), 1);
      if (!connection) throw new Error('More fetches than connections');
      if (connection.folder() !== folder) await connection.open(folder);
      const byUid = new Map(mails.map((mail) => [mail.id.slice(0, mail.id.indexOf(' ')), mail]));
      await connection.fetch([...byUid.keys()], (uid, bytes) => {
        const item = byUid.get(uid);
        if (item) take({ item, bytes });
      });
      free.push(connection);
    }
  };
}
