import { type FakeOptions, type FakeSource, type FakeWork, SourceClock } from '@acequia/testkit';
import { excluded, expectedDocuments } from './expected-documents.ts';
import { FakeAccount, type FakeTraits } from './fake-account.ts';
import { type ImapServer, startImapServer } from './imap-server.ts';
import { createMutations } from './mail-mutations.ts';
import { MailSeeds } from './seed-mails.ts';

/** The fake with what only IMAP has. */
export interface ImapFake extends FakeSource, Pick<ImapServer, 'port' | 'sayBye' | 'peak' | 'whenLeft'> {
  readonly account: FakeAccount;
  readonly seeds: MailSeeds;
}

export interface ImapFakeOptions extends FakeOptions {
  /** What the server can. Default: OBJECTID, CONDSTORE, QRESYNC and LIST-STATUS. */
  readonly traits?: Partial<FakeTraits>;
  readonly connections?: number;
}

const modern: FakeTraits = {
  objectId: true,
  condstore: true,
  qresync: true,
  listStatus: true,
  gmail: false,
  unordered: false,
  personal: '',
  wrongSearch: false,
  hangsUp: false,
};

/** A server that can nothing but the IMAP4rev1 of 2003, and searches badly. */
export const bare: Partial<FakeTraits> = {
  objectId: false,
  condstore: false,
  qresync: false,
  listStatus: false,
  wrongSearch: true,
};

/** A mailbox with a few folders. */
export async function startFake(options: ImapFakeOptions = {}): Promise<ImapFake> {
  const { clock: host = Date, skew = 0, granularity = 1, seed = 1, documents = 20, port, connections } = options;
  const clock = new SourceClock({ clock: host, skew, granularity });
  const traits = { ...modern, ...options.traits };
  const account = new FakeAccount(traits);
  const seeds = new MailSeeds(account, seed, () => clock.now());
  fillAccount(account, seeds, documents);
  let password = 'fake-app-password-1';
  let generation = 1;
  const server = await startImapServer({
    account,
    accepts: (user, secret) => user === 'mailbox' && secret === password,
    clock: host,
    ...(port !== undefined && { port }),
    ...(connections !== undefined && { connections }),
  });
  return {
    ...server,
    account,
    seeds,
    origins: {},
    settings: { host: '127.0.0.1', port: server.port, security: 'none', timeoutSeconds: 1 },
    auth: 'basic',
    credentials: () => ({ username: 'mailbox', password }),
    clock,
    mutate: createMutations(account, seeds),
    cannot: {
      update: 'A mail never changes: another content is another mail.',
      rename: 'The subject is part of the mail, which never changes.',
      setAccess: 'A mailbox has one reader.',
      hide: 'FETCH answers from the folder itself, not from an index beside it.',
      expireCursors: 'A server without mod-sequences remembers nothing; the loss of UIDVALIDITY has tests of its own.',
      webhook: 'IMAP calls nobody.',
    },
    snapshot: () => expectedDocuments(account),
    floor: (work) => commandFloor(account, work),
    /** The connection ends at the content of these. */
    forbid(ids) {
      account.unreadable.clear();
      for (const id of ids) account.unreadable.add(id);
    },
    expireCredentials() {
      password = `fake-app-password-${++generation}`;
    },
  };
}

/** Documents are mails and their attachments: each fourth mail has one. */
function fillAccount(account: FakeAccount, seeds: MailSeeds, documents: number): void {
  const inbox = account.addFolder('INBOX');
  account.addFolder('Work', account.traits.objectId ? [] : ['\\Noselect']);
  const projects = account.addFolder('Work/Projects & more – Überblick');
  account.addFolder('Deleted Items', ['\\Trash']);
  const folders = [inbox, projects];
  for (let left = documents, index = 0; left > 0; index++) {
    const withFile = left > 1 && index % 4 === 2;
    folders[index % 2]?.append(seeds.next({ shape: withFile ? 3 : index % 3 }), index % 5 === 0 ? ['\\Seen'] : []);
    left -= withFile ? 2 : 1;
  }
}

/** What a line has room for beside the rest of a command. https://www.rfc-editor.org/rfc/rfc7162#section-4 */
const charactersOfUids = 7000;

/**
 * One LIST with the states of all folders. For each folder with mails EXAMINE, one streamed FETCH of what describes
 * them, and for each place of a text (`1`, `1.1`) or an attachment (`2`) a FETCH of all mails that have it there, as far as
 * their UIDs fit into a line. A folder without mails is EXAMINEd. With changes, which all come into one folder with
 * successive UIDs: EXAMINE, FETCH and the new texts.
 */
function commandFloor(account: FakeAccount, work: FakeWork): number {
  if (work.kind === 'incremental') return work.changed === 0 ? 1 : 4;
  const folders = [...account.folders.values()].filter(({ isSelectable, attributes }) => {
    return isSelectable && !attributes.some((one) => excluded.includes(one));
  });
  const counts = folders.map(({ mails }) => {
    if (mails.length === 0) return 1;
    const wanted = mails.flatMap(({ uid, mail }) =>
      (mail.root.type === 'multipart/mixed' ? ['1.1', '2'] : ['1']).map((place) => ({ uid, place })),
    );
    const places = [...Map.groupBy(wanted, ({ place }) => place).values()];
    return 2 + places.reduce((sum, all) => sum + countCommands(all.map(({ uid }) => uid)), 0);
  });
  return 1 + counts.reduce((sum, count) => sum + count, 0);
}

/** By what the UIDs take as a sequence set: a number for each, or two for all that follow each other. */
function countCommands(uids: readonly number[]): number {
  const sorted = uids.toSorted((one, other) => one - other);
  const written = sorted.filter(
    (uid, at) => uid !== (sorted[at - 1] ?? Number.NaN) + 1 || uid !== (sorted[at + 1] ?? Number.NaN) - 1,
  );
  return Math.ceil(written.join(',').length / charactersOfUids);
}
