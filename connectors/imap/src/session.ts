import { type Context, type ErrorKind, SourceError } from '@acequia/core/contract';
import type { FetchMessageObject, FetchOptions, FetchQueryObject, ListOptions, ListResponse } from 'imapflow';
import { createClient, type ImapClient } from './imap-client.ts';
import { toSourceError } from './imap-error.ts';
import type { Settings } from './settings.ts';
import { Watch } from './watch.ts';

/** A folder as it was when it was opened. */
export interface FolderState {
  readonly path: string;
  /** Decimal. */
  readonly uidValidity: string;
  readonly exists: number;
  /** The UID of the next mail; undefined: the server does not say. */
  readonly uidNext: number | undefined;
  /** Decimal; undefined: the folder does not count changes. */
  readonly modseq: string | undefined;
}

/** One signed-in connection. It does one thing after the other. */
export class Session {
  readonly #client: ImapClient;
  #state: FolderState | undefined;
  private constructor(client: ImapClient) {
    this.#client = client;
  }

  static async open(context: Context<Settings>): Promise<Session> {
    const client = await createClient(context);
    try {
      await watched(client, context, `Connecting to ${context.settings.host}`, () => client.connect());
    } catch (error) {
      // The client stays connected when it is not let in, until the server tires of it: Dovecot after three minutes.
      client.close();
      throw error;
    }
    // The client would take each folder for one of its user's own: it would list none but these, and open those of
    // others below `INBOX.` (Cyrus, Courier).
    client.namespace = undefined;
    return new Session(client);
  }

  get isUsable(): boolean {
    return this.#client.usable && !this.#client.isClosed;
  }

  /** The folder that is open. */
  get state(): FolderState | undefined {
    return this.isUsable ? this.#state : undefined;
  }

  has(capability: string): boolean {
    return this.#client.capabilities.has(capability);
  }

  list(context: Context<Settings>, options: ListOptions): Promise<ListResponse[]> {
    return watched(this.#client, context, 'Listing folders', () => this.#client.list(options));
  }

  /** Opens a folder to read it (EXAMINE), also when it is open: its state is that of now. */
  async examine(context: Context<Settings>, path: string): Promise<FolderState> {
    this.#state = undefined;
    const doing = `Opening ${path}`;
    const box = await watched(
      this.#client,
      context,
      doing,
      () => this.#client.mailboxOpen(path, { readOnly: true }),
      'not-found',
    );
    const { uidValidity, exists, uidNext, highestModseq, noModseq } = box;
    if (uidValidity === undefined || exists === undefined) {
      throw new SourceError('bad-response', `${doing}: the server does not say what is in it`, {
        remedy: 'It is tried again.',
      });
    }
    const counts = this.#client.enabled.has('CONDSTORE') && !noModseq && highestModseq !== undefined;
    this.#state = {
      path,
      uidValidity: String(uidValidity),
      exists,
      uidNext,
      modseq: counts ? String(highestModseq) : undefined,
    };
    return this.#state;
  }

  /** Streams a FETCH. Who stops in the middle ends the connection. `onVanished`: UIDs that were expunged (QRESYNC). */
  async *fetch(
    context: Context<Settings>,
    range: string,
    query: FetchQueryObject,
    options: FetchOptions = {},
    onVanished?: (uid: number) => void,
  ): AsyncGenerator<FetchMessageObject> {
    const client = this.#client;
    const path = this.#state?.path ?? '';
    const watch = new Watch(client, context);
    const vanish = ({ uid }: { uid?: number | undefined }) => uid !== undefined && onVanished?.(uid);
    client.on('expunge', vanish);
    let finished = false;
    try {
      // Without an open folder the client gives nothing and no error.
      if (!this.state) throw new SourceError('transient', 'The connection was lost', { remedy: 'It is tried again.' });
      for await (const row of client.fetch(range, query, options)) {
        watch.waiting = false;
        yield row;
        watch.waiting = true;
      }
      finished = this.isUsable;
      if (!finished) throw new SourceError('transient', 'The connection was lost', { remedy: 'It is tried again.' });
    } catch (error) {
      // The command failed; the connection may be as good as before.
      finished = this.isUsable;
      throw explain(error, client, context, watch, `Reading ${path}`);
    } finally {
      watch.stop();
      client.off('expunge', vanish);
      if (!finished) this.close();
    }
  }

  close(): void {
    this.#client.close();
  }

  /** Says goodbye, without waiting for an answer. */
  leave(): void {
    if (this.isUsable) void this.#client.logout().catch(() => undefined);
    else this.close();
  }
}

async function watched<T>(
  client: ImapClient,
  context: Context<Settings>,
  doing: string,
  work: () => Promise<T>,
  refusal?: ErrorKind,
): Promise<T> {
  context.signal.throwIfAborted();
  const watch = new Watch(client, context);
  try {
    return await work();
  } catch (error) {
    throw explain(error, client, context, watch, doing, refusal);
  } finally {
    watch.stop();
  }
}

function explain(
  error: unknown,
  client: ImapClient,
  context: Context<Settings>,
  { reason }: Watch,
  doing: string,
  refusal?: ErrorKind,
): unknown {
  if (context.signal.aborted) return context.signal.reason;
  if (reason !== undefined) return reason;
  const { wait, greeting } = client;
  client.wait = undefined;
  const scene = { doing, now: context.clock.now(), wait, greeted: greeting !== undefined };
  return toSourceError(error, { ...scene, ...(refusal && { refusal }) });
}
