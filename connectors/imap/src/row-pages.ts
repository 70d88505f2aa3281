import type { Context } from '@acequia/core/contract';
import type { FetchOptions, FetchQueryObject } from 'imapflow';
import { openConnections } from './connections.ts';
import { contentBatch } from './fetch-content.ts';
import type { MissingMails } from './find-missing.ts';
import type { MailRow } from './mail.ts';
import { SeenNumbers } from './seen-numbers.ts';
import type { FolderState, Session } from './session.ts';
import type { Settings } from './settings.ts';

/** Mails between two checkpoints: two whole groups of contents. */
const pageSize = 2 * contentBatch;

/** What is asked of a folder once it is open; undefined: nothing. */
export interface RowRequest {
  readonly range: string;
  readonly query: FetchQueryObject;
  readonly options: FetchOptions;
  readonly onVanished?: (uid: number) => void;
}

export interface RowPage {
  readonly state: FolderState;
  readonly rows: readonly MailRow[];
  /** Nothing comes after it. */
  readonly last: boolean;
  /** On the last page: mails that are there but came in a form that nobody can read. */
  readonly missing: MissingMails;
}

/**
 * Opens a folder and streams one FETCH of it, in pages. At the last page the connection is back: what the host does with
 * the page may want it.
 *
 * @param ask decides by the folder's state what to fetch
 * @param recover called when everything came, with the sequence numbers of the mails behind `after` that did
 */
export async function* readPages(
  context: Context<Settings>,
  path: string,
  after: number,
  ask: (state: FolderState) => RowRequest | undefined,
  recover: (session: Session, state: FolderState, seen: SeenNumbers) => Promise<MissingMails>,
): AsyncGenerator<RowPage> {
  const connections = await openConnections(context);
  const session = await connections.take(context, 'listing', path);
  let rows: MailRow[] = [];
  let missing: MissingMails = { rows: [] };
  let state: FolderState;
  try {
    state = await session.examine(context, path);
    const request = ask(state);
    const seen = new SeenNumbers();
    if (request) {
      const { range, query, options, onVanished } = request;
      for await (const row of session.fetch(context, range, query, options, onVanished)) {
        // Unasked news of flags come without a UID.
        if (row.uid === undefined) continue;
        if (row.uid > after) seen.add(row.seq);
        rows.push(row);
        if (rows.length < pageSize) continue;
        yield { state, rows, last: false, missing };
        rows = [];
      }
      missing = await recover(session, state, seen);
    }
  } catch (error) {
    throw connections.note(error);
  } finally {
    connections.give(session, 'listing');
  }
  yield { state, rows, last: true, missing };
}
