import { parseChallenges } from './auth-challenges.ts';
import { DigestSession } from './digest-session.ts';
import type { OutgoingRequest } from './outgoing-request.ts';
import type { FlatHeaders } from './request-signer.ts';

/** How a request was signed that the server answered. */
interface SignedRequest {
  readonly origin: string;
  /** The session that signed it; undefined: it went out with name and password. */
  readonly session: DigestSession | undefined;
}

/** Name and password for servers that take them in no other way than as a digest. One challenge serves many requests. */
export class DigestSessions {
  readonly #username: string;
  readonly #password: string;
  readonly #byOrigin = new Map<string, DigestSession>();

  constructor(username: string, password: string) {
    this.#username = username;
    this.#password = password;
  }

  /** Undefined: the server has not asked for it. */
  session(origin: string): DigestSession | undefined {
    return this.#byOrigin.get(origin);
  }

  sign(session: DigestSession, request: OutgoingRequest): FlatHeaders {
    return ['authorization', session.sign(request)];
  }

  /**
   * Whether a request that was refused with 401 is worth sending again, signed anew. Not where name and password are what
   * was refused: in a form that the server offers, or behind a challenge that was just answered.
   */
  answers({ origin, session }: SignedRequest, header: string | undefined): boolean {
    const current = this.#byOrigin.get(origin);
    // Another request, sent at the same time, has got the new challenge already.
    if (current && current !== session) return true;
    if (header === undefined) return false;
    const challenges = parseChallenges(header);
    if (!session && challenges.some(({ scheme }) => scheme === 'basic')) return false;
    const isStale = challenges.some(({ parameters }) => parameters.get('stale')?.toLowerCase() === 'true');
    // Some servers forget a challenge without saying that it is stale.
    if (session && !isStale && !session.proven) return false;
    const next = DigestSession.open(header, this.#username, this.#password);
    if (!next) return false;
    this.#byOrigin.set(origin, next);
    return true;
  }
}
