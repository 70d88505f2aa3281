import { type Context, SourceError } from '@acequia/core/contract';
import type { ImapClient } from './imap-client.ts';
import type { Settings } from './settings.ts';

const checks = 5;

/**
 * Ends a connection that says nothing for `timeoutSeconds` while something is awaited, or whose sync was canceled. What
 * was under way rejects then; {@link reason} says why.
 */
export class Watch {
  /** Why the connection was ended; undefined: it was not, or not by us. */
  reason: unknown;
  /** Set while an answer is awaited: when the host is busy with the last one, silence is no fault of the server. */
  waiting = true;
  readonly #client: ImapClient;
  readonly #signal: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort = () => this.#end(this.#signal.reason);
  #received = -1;
  #silent = 0;

  constructor(client: ImapClient, { settings, signal }: Pick<Context<Settings>, 'settings' | 'signal'>) {
    this.#client = client;
    this.#signal = signal;
    const most = settings.timeoutSeconds * 1000;
    this.#timer = setInterval(() => this.#check(most), most / checks);
    if (signal.aborted) queueMicrotask(this.#onAbort);
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
  }

  #check(most: number): void {
    const { received } = this.#client.stats();
    this.#silent = this.waiting && received === this.#received ? this.#silent + most / checks : 0;
    this.#received = received;
    if (this.#silent >= most) {
      const remedy = 'Raise `timeoutSeconds` in the settings if the server is only slow.';
      this.#end(new SourceError('transient', `The server said nothing for ${most / 1000} s`, { remedy }));
    }
  }

  #end(reason: unknown): void {
    this.reason ??= reason;
    this.#client.close();
  }
}
