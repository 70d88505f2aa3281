import { type HttpRequest, type HttpResponse, SourceError } from '@acequia/core';
import type { GuardedHttpClient, HttpClientOptions } from './http-client-options.ts';
import { createCounters, type HttpCounters } from './http-counters.ts';
import { createRedactor, type Redactor } from './redaction/redactor.ts';
import { backOff, limitedBackOff } from './request/back-off.ts';
import { explainFailure } from './request/connection-failure.ts';
import { createCredentialOrigins } from './request/credential-origins.ts';
import { describeRequest } from './request/describe-request.ts';
import { type ExchangeLimits, Exchanger } from './request/exchanger.ts';
import { defaultLimits, type HttpLimits } from './request/http-limits.ts';
import { otherSignIns } from './request/other-sign-ins.ts';
import { type OutgoingRequest, prepareRequest } from './request/outgoing-request.ts';
import { parseRetryAfter } from './request/parse-retry-after.ts';
import { createRequestSigner } from './request/request-signer.ts';
import { type Sent, SignedSender } from './request/signed-sender.ts';
import { TargetParser } from './request/target-parser.ts';
import { answerError } from './response/answer-error.ts';

/** 529 is how some say that they are overloaded. */
const retried = new Set([408, 425, 429, 500, 502, 503, 504, 529]);
const idempotentMethods = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND', 'REPORT']);

/** The client of one sync; close it at the end. Throws `bad-settings` when the credentials cannot be sent in a header. */
export function createHttpClient(options: HttpClientOptions): GuardedHttpClient {
  return new Client(options);
}

class Client implements GuardedHttpClient {
  readonly counters: HttpCounters = createCounters();
  readonly redactor: Redactor;
  readonly #options: HttpClientOptions;
  readonly #limits: HttpLimits;
  readonly #exchanger: Exchanger;
  readonly #sender: SignedSender;
  readonly #targets = new TargetParser();
  readonly #stop = new AbortController();
  readonly #random: () => number;

  constructor(options: HttpClientOptions) {
    const { host, signal, onRequest } = options;
    const signer = createRequestSigner(options.auth ?? { type: 'none' });
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#random = options.random ?? Math.random;
    this.redactor = createRedactor([...(options.secrets ?? []), ...signer.secrets]);
    const { redactor, counters } = this;
    const { totalTimeout, redirects } = this.#limits;
    const { dispatcher, egress } = host;
    this.#exchanger = new Exchanger({ dispatcher, egress, redactor, counters, totalTimeout, onRequest });
    this.#sender = new SignedSender({
      exchanger: this.#exchanger,
      signer,
      origins: createCredentialOrigins(options.credentialOrigins),
      redactor,
      signal: this.#stop.signal,
      userAgent: options.userAgent ?? 'Acequia',
      redirects,
    });
    for (const { bucket, ...rate } of options.rates ?? [])
      host.budgets.budget(options.credential, bucket).declare(rate);
    if (signal?.aborted) this.#abort();
    else signal?.addEventListener('abort', this.#abort, { once: true });
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    const outgoing = prepareRequest(request, this.#targets);
    const limits = this.#limitsOf(request);
    const { attempts } = this.#limits;
    let failures = 0;
    let limited = 0;
    let waited = 0;
    for (let tries = 0; ; tries++) {
      if (this.#stop.signal.aborted) throw this.#stop.signal.reason;
      const turn = this.#enter(request.bucket, waited);
      if (turn !== undefined) waited += await turn;
      if (tries > 0) this.counters.retries++;
      let sent: Sent;
      try {
        sent = await this.#sender.send(outgoing, request.subject, limits);
      } catch (error) {
        if (this.#stop.signal.aborted) throw this.#stop.signal.reason;
        const { error: failure, resend } = explainFailure(
          error,
          describeRequest(outgoing, this.redactor),
          this.redactor,
        );
        const again = resend === 'always' || (resend === 'idempotent' && isIdempotent(request));
        if (!again || ++failures >= attempts) throw failure;
        waited += await this.#pause(failures, outgoing, failure.message);
        continue;
      }
      const { response } = sent;
      if (response.status < 400) return response;
      const wait = this.#askedWait(response, limited + 1);
      if (wait !== undefined) {
        limited++;
        this.#block(request.bucket, wait);
      }
      if (request.accept?.includes(response.status)) return response;
      if (wait !== undefined) {
        if (wait > this.#limits.shortWait || waited + wait > this.#limits.maxWait) {
          throw await this.#rateLimited(sent, outgoing, request.bucket, wait);
        }
        await response.discard();
        this.#options.log?.debug('A request waits for the source', {
          request: describeRequest(outgoing, this.redactor),
          wait,
        });
        continue;
      }
      if (!retried.has(response.status) || ++failures >= attempts) throw await this.#refused(sent, outgoing);
      await response.discard();
      waited += await this.#pause(failures, outgoing, `status ${response.status}`);
    }
  }

  close(): void {
    this.#options.signal?.removeEventListener('abort', this.#abort);
    this.#cancel(new SourceError('internal', 'The HTTP client is closed'));
  }

  readonly #abort = (): void => this.#cancel(this.#options.signal?.reason);

  #cancel(reason: unknown): void {
    if (!this.#stop.signal.aborted) this.#stop.abort(reason);
    this.#exchanger.cancelAll(this.#stop.signal.reason);
  }

  #limitsOf({ idleTimeout, maxBytes }: HttpRequest): ExchangeLimits {
    return {
      headersTimeout: idleTimeout ?? this.#limits.headersTimeout,
      bodyTimeout: idleTimeout ?? this.#limits.idleTimeout,
      maxBytes: maxBytes ?? this.#limits.maxBytes,
    };
  }

  /** `undefined`: go now. Otherwise resolves to the milliseconds that were waited. */
  #enter(bucket: string | undefined, waited: number): Promise<number> | undefined {
    const { host, credential, onWait } = this.#options;
    const start = host.clock.now();
    const turn = host.budgets.budget(credential, bucket).enter({
      longest: Math.min(this.#limits.shortWait, this.#limits.maxWait - waited),
      signal: this.#stop.signal,
      onWait: onWait && ((until) => onWait({ until, reason: 'budget', ...(bucket !== undefined && { bucket }) })),
    });
    return turn && this.#timed(start, turn);
  }

  async #pause(failures: number, request: OutgoingRequest, why: string): Promise<number> {
    const { host, log, onWait } = this.#options;
    const wait = backOff(failures, this.#random);
    log?.debug('A request is sent again', { request: describeRequest(request, this.redactor), why, wait });
    const start = host.clock.now();
    onWait?.({ until: start + wait, reason: 'retry' });
    return this.#timed(start, host.clock.sleep(wait, this.#stop.signal));
  }

  async #timed(start: number, wait: Promise<void>): Promise<number> {
    await wait;
    const waited = Math.max(0, this.#options.host.clock.now() - start);
    this.counters.waited += waited;
    return waited;
  }

  /** Milliseconds before which the source wants to see no request; `undefined` when it did not say so. */
  #askedWait({ status, headers }: HttpResponse, times: number): number | undefined {
    // Some sources say 403 when there were too many requests: with a time, it can mean nothing else.
    if (status !== 403 && !retried.has(status)) return undefined;
    const wait = parseRetryAfter(headers['retry-after'], headers.date, this.#options.host.clock.now());
    if (wait === undefined && status !== 429) return undefined;
    return Math.max(wait ?? 0, limitedBackOff(times, this.#random));
  }

  #block(bucket: string | undefined, wait: number): void {
    const { host, credential } = this.#options;
    this.counters.rateLimited++;
    host.budgets.report({ credential, until: host.clock.now() + wait, ...(bucket !== undefined && { bucket }) });
  }

  async #rateLimited(
    sent: Sent,
    request: OutgoingRequest,
    bucket: string | undefined,
    wait: number,
  ): Promise<SourceError> {
    const until = this.#options.host.clock.now() + wait;
    const { message } = await this.#refused(sent, request);
    return new SourceError('rate-limited', `${message} (asks to wait ${Math.ceil(wait / 1000)} s)`, {
      remedy: 'Nothing to do: it goes on by itself.',
      until,
      ...(bucket !== undefined && { bucket }),
    });
  }

  async #refused({ response, redactor, redirectedTo }: Sent, request: OutgoingRequest): Promise<SourceError> {
    const excerpt = await response.peek(redactor);
    const isRefused = response.status === 401 && this.#options.auth?.type === 'basic';
    return answerError({
      status: response.status,
      subject: describeRequest(request, redactor),
      excerpt,
      redirectedTo,
      ...(isRefused && { otherSignIns: otherSignIns(response.headers['www-authenticate']) }),
    });
  }
}

function isIdempotent({ idempotent, method = 'GET' }: HttpRequest): boolean {
  return idempotent ?? idempotentMethods.has(method);
}
