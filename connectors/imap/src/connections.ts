import { type Context, SourceError } from '@acequia/core/contract';
import { Session } from './session.ts';
import type { Settings } from './settings.ts';
import { Slots } from './slots.ts';

/** What a connection is wanted for. A listing keeps it while the host takes what was listed, a short work does not. */
export type Purpose = 'listing' | 'short';

/** The connections of one sync, never more than the settings allow. */
export class Connections {
  readonly #all: Slots;
  /** One fewer: the host may wait for contents before it takes more of a listing, and contents need a connection too. */
  readonly #listings: Slots;
  readonly #idle: Session[] = [];
  #limit: SourceError | undefined;
  #closed = false;

  constructor(most: number) {
    this.#all = new Slots(most);
    this.#listings = new Slots(most - 1);
  }

  /** Lends a connection, best one that has this folder open. Give it back. */
  async take(context: Context<Settings>, purpose: Purpose, path?: string): Promise<Session> {
    if (purpose === 'listing') await this.#listings.take(context.signal);
    try {
      await this.#all.take(context.signal);
    } catch (error) {
      if (purpose === 'listing') this.#listings.give();
      throw error;
    }
    try {
      if (this.#limit && (this.#limit.until ?? 0) > context.clock.now()) throw this.#limit;
      return this.#takeIdle(path) ?? (await Session.open(context));
    } catch (error) {
      this.#giveSlots(purpose);
      this.note(error);
      throw error;
    }
  }

  /** Remembers when the server asks to wait: what comes before that time is not sent. Answers the error. */
  note(error: unknown): unknown {
    if (SourceError.isInstance(error) && error.kind === 'rate-limited') this.#limit = error;
    return error;
  }

  give(session: Session, purpose: Purpose): void {
    if (!session.isUsable) session.close();
    else if (this.#closed) session.leave();
    else this.#idle.push(session);
    this.#giveSlots(purpose);
  }

  close(): void {
    this.#closed = true;
    for (const session of this.#idle.splice(0)) session.leave();
  }

  #takeIdle(path: string | undefined): Session | undefined {
    for (;;) {
      const fitting = this.#idle.findIndex(({ state }) => state?.path === path);
      const [session] = this.#idle.splice(Math.max(0, fitting), 1);
      if (!session || session.isUsable) return session;
      session.close();
    }
  }

  #giveSlots(purpose: Purpose): void {
    this.#all.give();
    if (purpose === 'listing') this.#listings.give();
  }
}

/** Those of this sync. Opening them connects nothing. */
export function openConnections(context: Context<Settings>): Promise<Connections> {
  const { connections } = context.settings;
  return context.share('connections', async () => new Connections(connections));
}

/** Does one thing with a connection. */
export async function withSession<T>(
  context: Context<Settings>,
  path: string | undefined,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const connections = await openConnections(context);
  const session = await connections.take(context, 'short', path);
  try {
    return await work(session);
  } catch (error) {
    throw connections.note(error);
  } finally {
    connections.give(session, 'short');
  }
}
