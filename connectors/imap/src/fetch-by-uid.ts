import type { Context } from '@acequia/core/contract';
import type { FetchMessageObject, FetchQueryObject } from 'imapflow';
import type { WantedMail } from './group-wanted.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';
import { uidSets } from './uid-sets.ts';

/** A row for each of these mails that is in the open folder, by one command where a line has room for their UIDs. */
export async function* fetchByUid(
  context: Context<Settings>,
  session: Session,
  mails: readonly WantedMail[],
  query: FetchQueryObject,
): AsyncGenerator<FetchMessageObject> {
  for (const set of uidSets(mails.map(({ ref }) => ref.uid))) {
    yield* session.fetch(context, set, query, { uid: true });
  }
}
