import { type Context, SourceError } from '@acequia/core/contract';
import type { ListResponse } from 'imapflow';
import { withSession } from './connections.ts';
import { createOnce } from './once.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';
import { findSpecialUses } from './special-uses.ts';

/** A folder of the account. */
export interface Mailbox {
  readonly path: string;
  readonly title: string;
  /** Paths of the folders that it lies in, outermost first. */
  readonly ancestors: readonly string[];
  readonly delimiter: string;
  /** False: it holds folders only. */
  readonly holdsMails: boolean;
  /** `\Trash`, `\All` ...: as the server says, or by its name. */
  readonly use?: string;
  /** Changes with whatever changes in it; absent: the server does not tell it with the list. */
  readonly version?: string;
}

/** All folders, by path. */
export interface Mailboxes {
  readonly all: ReadonlyMap<string, Mailbox>;
  /** Those that are read when nothing was picked. */
  readonly read: readonly Mailbox[];
  /** Between the steps of a path. */
  readonly delimiter: string;
}

/** Lists all folders with their states, in one command where the server has LIST-STATUS; once a sync. */
export async function openMailboxes(context: Context<Settings>): Promise<Mailboxes> {
  const once = await context.share('mailboxes', async () => createOnce<Mailboxes>());
  return once.get(() => withSession(context, undefined, (session) => loadMailboxes(context, session)));
}

async function loadMailboxes(context: Context<Settings>, session: Session): Promise<Mailboxes> {
  // Elsewhere a STATUS for each folder would cost as much as opening it, which tells the same.
  const withStatus = session.has('LIST-STATUS');
  const statusQuery = { messages: true, uidNext: true, uidValidity: true, highestModseq: session.has('CONDSTORE') };
  const listed = await session.list(context, withStatus ? { statusQuery } : {});
  if (listed.length === 0 || listed.some(({ path }) => path === '')) {
    throw new SourceError('bad-response', 'Listing folders: the server names none, or some without a name', {
      remedy: 'It is tried again. Every mailbox has at least an INBOX.',
    });
  }
  const uses = findSpecialUses(listed);
  const all = new Map(listed.map((one) => [one.path, toMailbox(one, uses.get(one.path))]));
  const mailboxes = [...all.values()].filter(({ holdsMails }) => holdsMails);
  return {
    all,
    read: chooseMailboxes(mailboxes, session.has('X-GM-EXT-1'), context.settings),
    // A server without a hierarchy has none; NUL is in no name.
    delimiter: listed.find(({ delimiter }) => delimiter)?.delimiter ?? '\0',
  };
}

function toMailbox(listed: ListResponse, use: string | undefined): Mailbox {
  const { path, name, delimiter, parent, flags, status } = listed;
  const { uidValidity, uidNext, messages, highestModseq } = status ?? {};
  // In any case (RFC 9051, section 7.3.1): GNU mailutils writes `\NoSelect`.
  const attributes = new Set([...flags].map((flag) => flag.toLowerCase()));
  const known = uidValidity !== undefined && uidNext !== undefined && messages !== undefined;
  return {
    path,
    title: name === '' ? path : name,
    ancestors: parent.map((_, depth) => parent.slice(0, depth + 1).join(delimiter)),
    delimiter,
    holdsMails: !attributes.has('\\noselect') && !attributes.has('\\nonexistent'),
    ...(use !== undefined && { use }),
    ...(known && { version: [uidValidity, uidNext, messages, highestModseq ?? ''].join(':') }),
  };
}

/** Paths of the folders around a folder that is not listed, outermost first. */
export function outerPaths(path: string, { delimiter }: Mailboxes): string[] {
  const steps = path.split(delimiter).slice(0, -1);
  return steps.map((_, depth) => steps.slice(0, depth + 1).join(delimiter));
}

const uses: Readonly<Record<Settings['skip'][number], string>> = {
  junk: '\\Junk',
  trash: '\\Trash',
  drafts: '\\Drafts',
};

function chooseMailboxes(all: readonly Mailbox[], isGmail: boolean, { skip }: Settings): Mailbox[] {
  const skipped = new Set(skip.map((name) => uses[name]));
  const wanted = all.filter(({ use = '' }) => !skipped.has(use));
  if (!isGmail) return wanted.filter(({ use }) => use !== '\\All' || wanted.length === 1);
  // Gmail's folders are labels: a mail is in each of its own and in \All; only junk and trash are apart.
  if (!wanted.some(({ use }) => use === '\\All')) return wanted;
  return wanted.filter(({ use = '' }) => ['\\All', '\\Junk', '\\Trash'].includes(use));
}
