import { type Context, describeError, SourceError } from '@acequia/core/contract';
import { Session } from './session.ts';
import type { Settings } from './settings.ts';
import { Slots } from './slots.ts';

/** What a connection is wanted for. A listing keeps it while the host takes what was listed, a short work does not. */
export type Purpose = 'listing' | 'short';

/** The connections of one sync, never more than the settings allow, and no more than the server lets in. */
export class Connections {
  readonly #all: Slots;
  /** One fewer: the host may wait for contents before it takes more of a listing, and contents need a connection too. */
  readonly #listings: Slots;
  readonly #idle: Session[] = [];
  /** Slots that are taken, those of short works with a connection, and listings that keep theirs while the host is busy. */
  readonly #lent = { all: 0, short: 0, waiting: 0 };
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
      const session = await this.#takeAny(context, path);
      if (purpose === 'short') this.#lent.short += 1;
      return session;
    } catch (error) {
      if (purpose === 'listing') this.#listings.give();
      throw this.note(error);
    }
  }

  /** While others come back, a server that lets no more in is no error: Courier allows 4 an address, others fewer than 10. */
  async #takeAny(context: Context<Settings>, path: string | undefined): Promise<Session> {
    for (;;) {
      await this.#all.take(context.signal);
      this.#lent.all += 1;
      try {
        if (this.#limit && (this.#limit.until ?? 0) > context.clock.now()) throw this.#limit;
        return this.#takeIdle(path) ?? (await Session.open(context));
      } catch (error) {
        this.#lent.all -= 1;
        const othersComeBack = this.#lent.all > this.#lent.waiting || this.#idle.length > 0;
        if (!othersComeBack || describeError(error).kind !== 'transient') {
          this.#all.give();
          throw error;
        }
        this.#all.limitFree(this.#idle.length);
      }
    }
  }

  /**
   * Lets a listing keep its connection while the host is busy with what was listed, which may need another one. Undefined:
   * there is none, the host must not be waited for. Call what it answers when the host is back.
   */
  async keepWaiting(context: Context<Settings>): Promise<(() => void) | undefined> {
    if (!(await this.#hasOther(context))) return undefined;
    this.#lent.waiting += 1;
    return () => {
      this.#lent.waiting -= 1;
    };
  }

  async #hasOther(context: Context<Settings>): Promise<boolean> {
    if (this.#lent.short > 0 || this.#idle.some(({ isUsable }) => isUsable)) return true;
    if (!this.#all.tryTake()) return false;
    try {
      this.#keep(await Session.open(context));
      this.#all.give();
      return true;
    } catch (error) {
      this.note(error);
      this.#all.limitFree(this.#idle.length);
      return false;
    }
  }

  /** Remembers when the server asks to wait: what comes before that time is not sent. Answers the error. */
  note(error: unknown): unknown {
    if (SourceError.isInstance(error) && error.kind === 'rate-limited') this.#limit = error;
    return error;
  }

  give(session: Session, purpose: Purpose): void {
    this.#keep(session);
    this.#lent.all -= 1;
    if (purpose === 'short') this.#lent.short -= 1;
    else this.#listings.give();
    this.#all.give();
  }

  #keep(session: Session): void {
    if (!session.isUsable) session.close();
    else if (this.#closed) session.leave();
    else this.#idle.push(session);
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
