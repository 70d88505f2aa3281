import { SourceError } from '@acequia/core';
import type { Dispatcher } from 'undici';
import type { EgressPolicy } from '../egress/egress-policy.ts';
import type { HttpCounters } from '../http-counters.ts';
import type { Redactor } from '../redaction/redactor.ts';
import { GuardedResponse } from '../response/guarded-response.ts';
import { CallsInFlight } from './calls-in-flight.ts';
import { describeRequest } from './describe-request.ts';
import type { OutgoingRequest } from './outgoing-request.ts';

/** One exchange on the wire, for whoever counts. */
export interface HttpExchange {
  readonly method: string;
  readonly origin: string;
  /** Absent: no answer came. */
  readonly status?: number;
  /** From sending to the headers or the failure. */
  readonly milliseconds: number;
}

export interface ExchangerOptions {
  readonly dispatcher: Dispatcher;
  readonly egress: EgressPolicy;
  readonly redactor: Redactor;
  readonly counters: HttpCounters;
  /** Milliseconds. */
  readonly totalTimeout: number;
  readonly onRequest?: ((exchange: HttpExchange) => void) | undefined;
}

export interface ExchangeLimits {
  readonly headersTimeout: number;
  readonly bodyTimeout: number;
  readonly maxBytes: number;
}

/** Sends requests once each, and can end all that are in flight. */
export class Exchanger {
  readonly #options: ExchangerOptions;
  readonly #calls: CallsInFlight;
  #checkedOrigin = '';

  constructor(options: ExchangerOptions) {
    this.#options = options;
    this.#calls = new CallsInFlight(options.totalTimeout);
  }

  /** Rejects with what the connection failed with, or the reason of `cancelAll`. */
  async send(request: OutgoingRequest, headers: string[], limits: ExchangeLimits): Promise<GuardedResponse> {
    const { dispatcher, egress, redactor, counters, onRequest } = this.#options;
    if (request.origin !== this.#checkedOrigin) {
      egress.checkHost(new URL(request.origin).hostname);
      this.#checkedOrigin = request.origin;
    }
    const call = this.#calls.begin(() => this.#expired(request));
    const start = onRequest === undefined ? 0 : performance.now();
    counters.requests++;
    if (request.body !== undefined) counters.sent += Buffer.byteLength(request.body);
    try {
      const data = await dispatcher.request({
        origin: request.origin,
        path: request.path,
        method: request.method as Dispatcher.HttpMethod,
        headers,
        body: request.body,
        signal: call as Pick<AbortSignal, 'addEventListener' | 'removeEventListener'> as AbortSignal,
        headersTimeout: limits.headersTimeout,
        bodyTimeout: limits.bodyTimeout,
      });
      onRequest?.({ ...timing(request, start), status: data.statusCode });
      return new GuardedResponse({
        data,
        request,
        call,
        calls: this.#calls,
        maxBytes: limits.maxBytes,
        redactor,
        counters,
      });
    } catch (error) {
      this.#calls.finish(call);
      onRequest?.(timing(request, start));
      throw call.canceled ? call.reason : error;
    }
  }

  cancelAll(reason: unknown): void {
    this.#calls.cancelAll(reason);
  }

  #expired(request: OutgoingRequest): SourceError {
    const { redactor, totalTimeout } = this.#options;
    return new SourceError('transient', `${describeRequest(request, redactor)}: not done after ${totalTimeout} ms`, {
      remedy: 'It is tried again later.',
    });
  }
}

function timing(request: OutgoingRequest, start: number): HttpExchange {
  return { method: request.method, origin: request.origin, milliseconds: performance.now() - start };
}
