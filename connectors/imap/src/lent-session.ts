import type { Context } from '@acequia/core/contract';
import type { Connections } from './connections.ts';
import type { FolderState, Session } from './session.ts';
import type { Settings } from './settings.ts';

/** The connection of a listing, with the folder open. Another one takes its place when it ends. */
export class LentSession {
  readonly #context: Context<Settings>;
  readonly #connections: Connections;
  readonly #path: string;
  #session: Session | undefined;

  constructor(context: Context<Settings>, connections: Connections, path: string) {
    this.#context = context;
    this.#connections = connections;
    this.#path = path;
  }

  /** Takes one, in place of the one before. */
  async open(): Promise<{ readonly session: Session; readonly state: FolderState }> {
    this.giveBack();
    this.#session = await this.#connections.take(this.#context, 'listing', this.#path);
    return { session: this.#session, state: await this.#session.examine(this.#context, this.#path) };
  }

  giveBack(): void {
    if (this.#session) this.#connections.give(this.#session, 'listing');
    this.#session = undefined;
  }
}
