import type { Context } from '@acequia/core/contract';
import type { Settings } from './settings.ts';

/** A token that an OAuth client was granted. */
export interface Granted {
  readonly token: string;
  /** Seconds. Absent: the server does not say. */
  readonly lifetime?: number | undefined;
  /** To be used the next time, where the server gives another one each time. */
  readonly refreshToken?: string | undefined;
}

/** Of a lifetime, in milliseconds: a connection that is opened with a token wants to sign in with it too. */
const margin = 60_000;
/** Seconds that a token is used for of which nobody says how long it lasts. */
const usualLifetime = 600;

type Asks = (refreshToken?: string) => Promise<Granted>;
type Held = Granted & { readonly until: number };

/** The access token of one sync: asked for when the first connection needs it, and again when it is about to end. */
export class AccessToken {
  #held: Promise<Held> | undefined;
  #refreshToken: string | undefined;

  /** @param ask asks for one; gets the last refresh token that a server gave, if it did */
  async get({ clock }: Pick<Context<Settings>, 'clock'>, ask: Asks): Promise<string> {
    const before = this.#held;
    const held = await before?.catch(() => undefined);
    if (held && clock.now() < held.until) return held.token;
    // Another connection may have asked meanwhile.
    if (this.#held === before) this.#held = this.#ask(clock.now(), ask);
    return (await this.#held)?.token ?? this.get({ clock }, ask);
  }

  async #ask(now: number, ask: Asks): Promise<Held> {
    const granted = await ask(this.#refreshToken);
    this.#refreshToken = granted.refreshToken ?? this.#refreshToken;
    const lifetime = (granted.lifetime ?? usualLifetime) * 1000;
    return { ...granted, until: now + Math.max(lifetime - margin, lifetime / 2) };
  }

  /** Forgets it. */
  close(): void {
    this.#held = undefined;
    this.#refreshToken = undefined;
  }
}

/** That of this sync. Opening it asks for nothing. */
export function openAccessToken(context: Context<Settings>): Promise<AccessToken> {
  return context.share('token', async () => new AccessToken());
}
