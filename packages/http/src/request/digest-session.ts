import { hash, randomBytes } from 'node:crypto';
import { type AuthChallenge, parseChallenges } from './auth-challenges.ts';
import type { OutgoingRequest } from './outgoing-request.ts';

/** Names of Node.js for those of https://www.rfc-editor.org/rfc/rfc7616#section-6.1. MD5 is what most servers have. */
const algorithms: ReadonlyMap<string, string> = new Map([
  ['md5', 'md5'],
  ['sha-256', 'sha256'],
  ['sha-512-256', 'sha512-256'],
]);

interface DigestSessionOptions {
  readonly username: string;
  readonly password: string;
  readonly challenge: AuthChallenge;
}

/** Answers one challenge for as many requests as the server takes it for. https://www.rfc-editor.org/rfc/rfc7616 */
export class DigestSession {
  readonly nonce: string;
  /** Whether a request that it signed was not refused. */
  proven = false;
  readonly #digest: (...parts: readonly string[]) => string;
  /** What is the same for every request, with its name. */
  readonly #fixed: readonly string[];
  readonly #secret: string;
  /** None: as servers before 1999 want it. */
  readonly #qop: 'auth' | undefined;
  readonly #cnonce = randomBytes(16).toString('hex');
  #count = 0;

  private constructor({ username, password, challenge: { parameters } }: DigestSessionOptions, algorithm: string) {
    const { realm = '', nonce = '', opaque, algorithm: named, userhash, qop } = Object.fromEntries(parameters);
    this.#digest = (...parts) => hash(algorithm, parts.join(':'), 'hex');
    this.nonce = nonce;
    this.#qop = qop === undefined ? undefined : 'auth';
    const secret = this.#digest(username, realm, password);
    const ofSession = named?.toLowerCase().endsWith('-sess') === true;
    this.#secret = ofSession ? this.#digest(secret, nonce, this.#cnonce) : secret;
    const isHashed = userhash?.toLowerCase() === 'true';
    this.#fixed = [
      `username=${quote(isHashed ? this.#digest(username, realm) : username)}`,
      `realm=${quote(realm)}`,
      `nonce=${quote(nonce)}`,
      ...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
      ...(named === undefined ? [] : [`algorithm=${named}`]),
      ...(isHashed ? ['userhash=true'] : []),
      ...(this.#qop || ofSession ? [`cnonce="${this.#cnonce}"`] : []),
    ];
  }

  /** For the first challenge that can be answered; undefined: there is none. */
  static open(header: string, username: string, password: string): DigestSession | undefined {
    for (const challenge of parseChallenges(header)) {
      const algorithm = algorithmOf(challenge);
      if (algorithm !== undefined) return new DigestSession({ username, password, challenge }, algorithm);
    }
    return undefined;
  }

  /** The value of `Authorization`. */
  sign({ method, path }: Pick<OutgoingRequest, 'method' | 'path'>): string {
    const request = this.#digest(method, path);
    const count = (++this.#count).toString(16).padStart(8, '0');
    const counted = this.#qop === undefined ? [] : [count, this.#cnonce, this.#qop];
    const response = this.#digest(this.#secret, this.nonce, ...counted, request);
    const parts = [...this.#fixed, `uri=${quote(path)}`, `response="${response}"`];
    if (this.#qop !== undefined) parts.push(`qop=${this.#qop}`, `nc=${count}`);
    // A header holds bytes: those of UTF-8, as servers that take other characters at all expect them.
    return Buffer.from(`Digest ${parts.join(', ')}`).toString('latin1');
  }
}

/** Undefined where it is something else than Digest, or of a kind that is not known here. */
function algorithmOf({ scheme, parameters }: AuthChallenge): string | undefined {
  const qop = parameters.get('qop');
  const offers = qop === undefined || /(?:^|[\s,])auth(?:$|[\s,])/i.test(qop);
  if (scheme !== 'digest' || !offers || !parameters.get('nonce')) return undefined;
  return algorithms.get((parameters.get('algorithm') ?? 'MD5').toLowerCase().replace(/-sess$/, ''));
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
