import { type HttpResponse, SourceError } from '@acequia/core';
import type { Dispatcher } from 'undici';
import type { HttpCounters } from '../http-counters.ts';
import type { Redactor } from '../redaction/redactor.ts';
import type { Call } from '../request/call.ts';
import type { CallsInFlight } from '../request/calls-in-flight.ts';
import { explainFailure } from '../request/connection-failure.ts';
import { describeRequest } from '../request/describe-request.ts';
import type { OutgoingRequest } from '../request/outgoing-request.ts';
import { collectBytes } from './collect-bytes.ts';
import { parseContentEncoding } from './content-decoders.ts';
import { charsetOf, decodeText } from './decode-text.ts';
import { excerpt } from './excerpt.ts';
import { openContent } from './open-content.ts';
import { parseJson } from './parse-json.ts';

export interface GuardedResponseOptions {
  readonly data: Dispatcher.ResponseData;
  readonly request: OutgoingRequest;
  readonly call: Call;
  readonly calls: CallsInFlight;
  readonly maxBytes: number;
  readonly redactor: Redactor;
  readonly counters: HttpCounters;
}

/** Rests of answers up to this are read to the end instead of giving up a connection. */
const worthReading = 64 * 1024;

/** An answer whose content is decoded, counted and explained when it breaks. */
export class GuardedResponse implements HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly #body: Dispatcher.ResponseData['body'];
  readonly #options: GuardedResponseOptions;
  /** As sent, before decoding; NaN when unknown. */
  readonly #length: number;
  #used = false;

  constructor(options: GuardedResponseOptions) {
    const { data, call, calls, request } = options;
    this.#options = options;
    this.status = data.statusCode;
    this.headers = joinRepeated(data.headers);
    this.#body = data.body;
    this.#body.on('error', ignore).on('close', () => calls.finish(call));
    this.#length = isEmpty(request.method, data.statusCode) ? 0 : Number(this.headers['content-length'] ?? Number.NaN);
    if (this.#length === 0) this.#body.resume();
  }

  get url(): string {
    const { origin, path } = this.#options.request;
    return origin + path;
  }

  async json(): Promise<unknown> {
    const text = await this.text();
    try {
      return parseJson(text);
    } catch {
      throw this.#noJson(text);
    }
  }

  async text(): Promise<string> {
    const contentType = this.headers['content-type'];
    // No copy of the bytes: most answers are small JSON, and this is the better part of what they cost.
    if (this.#isPlain && charsetOf(contentType) === 'utf-8') return this.#read(() => this.#body.text());
    return decodeText(await this.bytes(), contentType);
  }

  async bytes(): Promise<Uint8Array> {
    return this.#read((codings) => this.#collect(codings));
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    const codings = this.#begin();
    const { maxBytes, counters } = this.#options;
    try {
      let size = 0;
      const content = await openContent(this.#body, codings);
      for await (const chunk of content as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > maxBytes) throw this.#tooLarge();
        counters.received += chunk.length;
        yield chunk;
      }
    } catch (error) {
      throw this.#explain(error);
    } finally {
      this.#body.destroy();
    }
  }

  async discard(): Promise<void> {
    this.#used = true;
    if (this.#length <= worthReading) void this.#body.dump({ limit: worthReading }).catch(ignore);
    else this.#body.destroy();
  }

  /** What the content says, for an error message; empty when it cannot be had soon. The rest is given up. */
  async peek(redactor: Redactor): Promise<string> {
    const timer = setTimeout(() => this.#body.destroy(), 5000);
    const parts: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const chunk of this.stream()) {
        parts.push(chunk);
        size += chunk.length;
        if (size > worthReading) break;
      }
    } catch {
      // What came so far is enough for a message.
    } finally {
      clearTimeout(timer);
    }
    if (this.#options.call.canceled) throw this.#options.call.reason;
    return excerpt(decodeText(Buffer.concat(parts), this.headers['content-type']), redactor);
  }

  /** Uncoded and of known length: undici sees to it that no more comes than was announced. */
  get #isPlain(): boolean {
    return this.#length > 0 && this.headers['content-encoding'] === undefined;
  }

  async #read<T extends string | Uint8Array>(read: (codings: readonly string[]) => Promise<T>): Promise<T> {
    const codings = this.#begin();
    const { maxBytes, counters } = this.#options;
    if (this.#isPlain && this.#length > maxBytes) {
      this.#body.destroy();
      throw this.#tooLarge();
    }
    try {
      const content = await read(codings);
      counters.received += typeof content === 'string' ? this.#length : content.length;
      return content;
    } catch (error) {
      throw this.#explain(error);
    }
  }

  async #collect(codings: readonly string[]): Promise<Uint8Array> {
    if (this.#length === 0) return new Uint8Array();
    if (this.#isPlain) return this.#body.bytes();
    const content = await openContent(this.#body, codings);
    return collectBytes(content, this.#options.maxBytes, () => this.#tooLarge());
  }

  /** Answers the codings to undo. */
  #begin(): string[] {
    if (this.#used) throw new SourceError('internal', 'The content of an answer can be read once only');
    this.#used = true;
    const codings = parseContentEncoding(this.headers['content-encoding']);
    if (codings !== undefined) return codings;
    this.#body.destroy();
    const { request, redactor } = this.#options;
    throw new SourceError('bad-response', `${describeRequest(request, redactor)}: the content has an unknown coding`);
  }

  #explain(error: unknown): unknown {
    const { call, request, redactor } = this.#options;
    if (call.canceled) return call.reason;
    return explainFailure(error, describeRequest(request, redactor), redactor).error;
  }

  #tooLarge(): SourceError {
    const { maxBytes, request, redactor } = this.#options;
    return new SourceError('too-large', `${describeRequest(request, redactor)}: more than ${maxBytes} bytes`, {
      remedy: 'Leave it out, or raise the size limit.',
    });
  }

  #noJson(text: string): SourceError {
    const { request, redactor } = this.#options;
    const subject = describeRequest(request, redactor);
    const isPage = /^\s*</.test(text) || /\bhtml\b/i.test(this.headers['content-type'] ?? '');
    const said = excerpt(text, redactor);
    if (text.trim() === '') return new SourceError('bad-response', `${subject}: empty where JSON was expected`);
    return new SourceError(
      'bad-response',
      `${subject}: ${isPage ? 'a page' : 'not JSON'} where JSON was expected${said === '' ? '' : `: ${said}`}`,
      {
        ...(isPage && { remedy: 'Check the address: this looks like a login page or a proxy.' }),
      },
    );
  }
}

function isEmpty(method: string, status: number): boolean {
  return method === 'HEAD' || status === 204 || status === 304;
}

function joinRepeated(headers: Dispatcher.ResponseData['headers']): Readonly<Record<string, string>> {
  for (const name in headers) {
    const value = headers[name];
    if (Array.isArray(value)) headers[name] = value.join(', ');
  }
  return headers as Record<string, string>;
}

function ignore(): void {}
