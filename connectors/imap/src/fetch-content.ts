import { type Context, describeError, type ErrorDescription, type Fetched, type Wanted } from '@acequia/core/contract';
import type { FetchMessageObject } from 'imapflow';
import { openConnections } from './connections.ts';
import { contentQuery, placeOf } from './content-query.ts';
import { decodeBytes } from './decode-part.ts';
import { fetchByUid } from './fetch-by-uid.ts';
import { expunged, type FolderGroup, groupWanted, notKnown, renumbered, type WantedMail } from './group-wanted.ts';
import { bytesOf, contentOfParts, contentOfSource } from './mail-content.ts';
import { readHeader } from './mail-header.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

/** Mails and attachments of one `fetchContent`: a page of a listing, so that each place in it is fetched by one command. */
export const contentBatch = 2000;

/** Contents, a FETCH for all mails of a folder that have them at the same place, as far as a line has room for their UIDs. */
export async function* fetchContent(context: Context<Settings>, wanted: readonly Wanted[]): AsyncGenerator<Fetched> {
  const { groups, strange } = groupWanted(wanted);
  for (const { id } of strange) yield { id, error: notKnown };
  const connections = await openConnections(context);
  for (const group of groups) {
    const session = await connections.take(context, 'short', group.path);
    try {
      yield* fetchFolder(context, session, group);
    } catch (error) {
      throw connections.note(error);
    } finally {
      connections.give(session, 'short');
    }
  }
}

async function* fetchFolder(context: Context<Settings>, session: Session, group: FolderGroup): AsyncGenerator<Fetched> {
  const { path, uidValidity, mails } = group;
  const open = session.state;
  const state = open?.path === path ? open : await session.examine(context, path);
  if (state.uidValidity !== uidValidity) {
    for (const { id } of mails) yield { id, error: renumbered };
    return;
  }
  const places = Map.groupBy(mails, ({ ref }) => placeOf(ref));
  for (const alike of places.values()) yield* fetchAlike(context, session, alike);
}

/** Mails of which the same parts are wanted. */
async function* fetchAlike(
  context: Context<Settings>,
  session: Session,
  mails: readonly WantedMail[],
): AsyncGenerator<Fetched> {
  const missing = new Map(mails.map((one) => [one.id, one]));
  const byUid = Map.groupBy(mails, ({ ref }) => ref.uid);
  const [first] = mails;
  if (!first) return;
  const whole: WantedMail[] = [];
  try {
    for await (const row of fetchByUid(context, session, mails, contentQuery(first.ref))) {
      for (const one of byUid.get(row.uid) ?? []) {
        if (!missing.delete(one.id)) continue;
        const fetched = await toFetched(one, row).catch((error: unknown) => failed(one, error));
        if ('error' in fetched && isWithoutParts(one, fetched.error)) whole.push(one);
        else yield fetched;
      }
    }
  } catch (error) {
    if (!session.isUsable || !isWithoutParts(first, describeError(error))) throw error;
    whole.push(...missing.values());
    missing.clear();
  }
  yield* fetchAlike(context, session, whole.map(asWhole));
  yield* explainMissing(context, session, [...missing.values()]);
}

const failed = ({ id }: WantedMail, error: unknown) => ({ id, error: describeError(error) });

/** GNU mailutils sends NIL for parts that it describes, hoodiecrow refuses those from the tenth on. */
const isWithoutParts = ({ ref }: WantedMail, { kind }: ErrorDescription) =>
  kind === 'bad-response' && ref.texts !== undefined;

/** To be read from its source. */
function asWhole({ id, ref: { texts: _texts, head: _head, ...ref } }: WantedMail): WantedMail {
  return { id, ref };
}

async function toFetched({ id, ref }: WantedMail, row: FetchMessageObject): Promise<Fetched> {
  const { part, texts, head, encrypted } = ref;
  if (part) {
    const bytes = bytesOf(row, part);
    if (part.type === 'message/rfc822') return { id, ...(await contentOfSource(bytes)) };
    const { charset } = part.parameters;
    const mime = charset === undefined ? part.type : `${part.type}; charset=${charset}`;
    return { id, body: decodeBytes(part, bytes), mime };
  }
  if (encrypted) return { id, error: locked };
  if (!texts) return { id, ...(await contentOfSource(row.source ?? Buffer.alloc(0))) };
  return { id, ...(await contentOfParts(head ?? readHeader(row.headers), texts, row)) };
}

const locked: ErrorDescription = {
  kind: 'unreadable',
  message: 'The mail is encrypted',
  remedy: 'Read it in a mail program that has the key.',
};

/** What did not come is expunged, or came in a form that nobody can read. */
async function* explainMissing(
  context: Context<Settings>,
  session: Session,
  missing: readonly WantedMail[],
): AsyncGenerator<Fetched> {
  if (missing.length === 0) return;
  const there = new Set<number>();
  for await (const { uid } of fetchByUid(context, session, missing, { uid: true })) there.add(uid);
  for (const { id, ref } of missing) {
    const message = 'The server sends this mail in a form that cannot be read';
    yield { id, error: there.has(ref.uid) ? { kind: 'unreadable', message } : expunged };
  }
}
