import { SourceError } from '@acequia/core';
import type { Redactor } from '../redaction/redactor.ts';
import { acceptedEncodings } from '../response/content-decoders.ts';
import type { GuardedResponse } from '../response/guarded-response.ts';
import type { CredentialOrigins } from './credential-origins.ts';
import { describeRequest } from './describe-request.ts';
import type { DigestSessions } from './digest-sessions.ts';
import type { ExchangeLimits, Exchanger } from './exchanger.ts';
import { followRedirect, isRedirect } from './follow-redirect.ts';
import { hasHeader, type OutgoingRequest } from './outgoing-request.ts';
import { type FlatHeaders, flattenHeaders, type RequestSigner } from './request-signer.ts';
import { settleOrAbort } from './settle-or-abort.ts';

export interface SignedSenderOptions {
  readonly exchanger: Exchanger;
  readonly signer: RequestSigner;
  readonly origins: CredentialOrigins;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
  readonly userAgent: string;
  readonly redirects: number;
}

/** What one request came to. */
export interface Sent {
  readonly response: GuardedResponse;
  /** The origin that a redirect led to, where no credentials were sent. */
  readonly redirectedTo?: string;
  /** Knows the credentials of this request too. */
  readonly redactor: Redactor;
}

/** The credentials of a request, which is another one after each redirect. */
type Sign = (request: OutgoingRequest) => FlatHeaders;

const noHeaders: FlatHeaders = [];
const unsigned: Sign = () => noHeaders;
/** Two challenges may grow stale in turn while several requests are under way. */
const mostChallenges = 3;

/** Signs, follows redirects, and after a 401 answers the challenge or asks once for other credentials. */
export class SignedSender {
  readonly #options: SignedSenderOptions;

  constructor(options: SignedSenderOptions) {
    this.#options = options;
  }

  send(request: OutgoingRequest, subject: string | undefined, limits: ExchangeLimits): Promise<Sent> {
    const { signer, origins } = this.#options;
    if (!origins.include(request.origin)) return this.#follow(request, unsigned, limits);
    const { fixed, digest } = signer;
    if (fixed === undefined) return this.#ask(request, subject, limits);
    return digest ? this.#answer(request, fixed, digest, limits) : this.#follow(request, () => fixed, limits);
  }

  /** With name and password, until the server wants a digest of them. */
  async #answer(
    request: OutgoingRequest,
    fixed: FlatHeaders,
    digest: DigestSessions,
    limits: ExchangeLimits,
  ): Promise<Sent> {
    const { origin } = request;
    for (let challenges = 0; ; challenges++) {
      const session = digest.session(origin);
      const sent = await this.#follow(request, session ? (one) => digest.sign(session, one) : () => fixed, limits);
      if (sent.response.status !== 401 || sent.redirectedTo !== undefined) {
        if (session) session.proven = true;
        return sent;
      }
      if (challenges === mostChallenges) return sent;
      if (!digest.answers({ origin, session }, sent.response.headers['www-authenticate'])) return sent;
      await sent.response.discard();
    }
  }

  async #ask(request: OutgoingRequest, subject: string | undefined, limits: ExchangeLimits): Promise<Sent> {
    const credentials = await this.#sign(request, subject);
    const first = flattenHeaders(credentials);
    const sent = await this.#follow(request, () => first, limits);
    if (sent.response.status !== 401 || sent.redirectedTo !== undefined) return sent;
    await sent.response.discard();
    const fresh = flattenHeaders(await this.#sign(request, subject, credentials));
    return this.#follow(request, () => fresh, limits);
  }

  async #sign(request: OutgoingRequest, subject: string | undefined, refused?: Readonly<Record<string, string>>) {
    const { signer, signal } = this.#options;
    const { method, origin, path } = request;
    const asked = signer.sign?.({
      method,
      url: new URL(origin + path),
      signal,
      ...(subject !== undefined && { subject }),
      ...(refused !== undefined && { refused }),
    });
    return asked === undefined ? {} : settleOrAbort(asked, signal);
  }

  async #follow(first: OutgoingRequest, sign: Sign, limits: ExchangeLimits): Promise<Sent> {
    const { exchanger, redirects } = this.#options;
    let request = first;
    let left = false;
    let seen: Set<string> | undefined;
    for (;;) {
      const credentials = left ? noHeaders : sign(request);
      const response = await exchanger.send(request, this.#headers(request, credentials), limits);
      const location = isRedirect(response.status) ? response.headers.location : undefined;
      if (location === undefined) return this.#sent(response, left ? request.origin : undefined, credentials);
      await response.discard();
      seen ??= new Set([`${first.method} ${first.origin}${first.path}`]);
      const redactor = this.#redactorFor(credentials);
      const next = followRedirect(request, response.status, location, redactor);
      left ||= next.origin !== first.origin;
      const key = `${next.method} ${next.origin}${next.path}`;
      if (seen.has(key) || seen.size > redirects) {
        const why = seen.has(key) ? 'it redirects in a circle' : `more than ${redirects} redirects`;
        throw new SourceError('bad-response', `${describeRequest(first, redactor)}: ${why}`, {
          remedy: 'Check the address.',
        });
      }
      seen.add(key);
      request = next;
    }
  }

  #sent(response: GuardedResponse, redirectedTo: string | undefined, credentials: FlatHeaders): Sent {
    const redactor = response.status < 400 ? this.#options.redactor : this.#redactorFor(credentials);
    return { response, redactor, ...(redirectedTo !== undefined && { redirectedTo }) };
  }

  /** Credentials that are asked for each time are unknown to the client's redactor. */
  #redactorFor(credentials: FlatHeaders): Redactor {
    const { redactor, signer } = this.#options;
    if (signer.sign === undefined) return redactor;
    const values = credentials.filter((_, index) => index % 2 === 1);
    return redactor.with(values.flatMap((value) => [value, value.replace(/^\S+\s+/, '')]));
  }

  #headers(request: OutgoingRequest, credentials: FlatHeaders): string[] {
    const { headers } = request;
    const all: string[] = [];
    if (!hasHeader(headers, 'user-agent')) all.push('user-agent', this.#options.userAgent);
    if (!hasHeader(headers, 'accept-encoding')) {
      // A range counts the bytes as they are stored.
      all.push('accept-encoding', hasHeader(headers, 'range') ? 'identity' : acceptedEncodings);
    }
    for (let index = 0; index < headers.length; index += 2) {
      const name = headers[index] ?? '';
      if (!hasHeader(credentials, name)) all.push(name, headers[index + 1] ?? '');
    }
    all.push(...credentials);
    return all;
  }
}
