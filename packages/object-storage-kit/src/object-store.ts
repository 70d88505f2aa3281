import { type Clock, type HttpClient, type HttpResponse, SourceError } from '@acequia/core/contract';
import { addressOf, type BucketLocation } from './bucket-location.ts';
import { encodeParameters } from './encode-address.ts';
import { explainRefusal, type VendorRemedies } from './explain-refusal.ts';
import { type ListedObject, type ListPage, plainEtag, wholeSeconds } from './listed-object.ts';
import { findToken, parseListPage } from './parse-list-page.ts';
import { type Refusal, readRefusal } from './refusal.ts';
import { signRequest } from './signature.ts';
import type { KeysProvider, StoreSession } from './store-session.ts';

/** The most that a store gives. */
const pageSize = 1000;
/** A page has at most a thousand keys of 1,024 bytes, each encoded and with its metadata. */
const pageBytes = 16 * 1024 * 1024;
/** The host ends a content at its own limit. */
const contentBytes = Number.MAX_SAFE_INTEGER;
/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html#API_ListObjectsV2_RequestSyntax */
const askForRestores = { 'x-amz-optional-object-attributes': 'RestoreStatus' };
const refusals = [400, 403, 404, 405, 409, 412, 416];

export interface ObjectStoreOptions {
  readonly http: HttpClient;
  readonly clock: Pick<Clock, 'now'>;
  readonly location: BucketLocation;
  /** The name of the service in signatures. */
  readonly service: string;
  readonly keys: KeysProvider;
  readonly session: StoreSession;
  /** Sent with each request and signed, e.g. `x-amz-request-payer`. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Storage classes whose objects must be restored before they can be read, of a store whose listings tell what is
   * restored: such objects are not asked for. Default: none; a store that refuses to give an object says why.
   */
  readonly frozenClasses?: ReadonlySet<string>;
  /** Default: general words. */
  readonly remedies?: VendorRemedies;
}

export interface ListOptions {
  /** Default: all keys. */
  readonly prefix?: string;
  /** Only keys after this one. */
  readonly startAfter?: string;
  /** Of the page before; says it all but the prefix. */
  readonly token?: string;
  /** What is behind it counts once. */
  readonly delimiter?: string;
  /** 1 to 1,000. Default 1,000. */
  readonly limit?: number;
}

/** A page of a listing as it came. */
export interface UnreadPage {
  /** Where the next one is; absent also where only reading it tells. */
  readonly token: string | undefined;
  /** Throws `bad-response` for what is none. */
  read(): ListPage;
}

interface Ask {
  readonly method: 'GET' | 'HEAD';
  /** Absent: of the bucket. */
  readonly key?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly maxBytes: number;
}

/** A bucket of a store that speaks the S3 protocol. Errors are SourceErrors with the store's own code in the message. */
export class ObjectStore {
  readonly #options: ObjectStoreOptions;

  constructor(options: ObjectStoreOptions) {
    this.#options = options;
  }

  /** The region that signatures name now: the configured one, or the one that the store sent us to. */
  get region(): string {
    return this.#options.session.region;
  }

  get bucket(): string {
    return this.#options.location.bucket;
  }

  /** Milliseconds that the store's clock is ahead; 0 while it does not complain. */
  get skew(): number {
    return this.#options.session.skew;
  }

  /** The storage class that it must be brought back from before it can be read; undefined: it can. */
  frozenIn({ storageClass, restored }: ListedObject): string | undefined {
    if (storageClass === undefined || restored) return undefined;
    return this.#options.frozenClasses?.has(storageClass) ? storageClass : undefined;
  }

  /** One page of keys. Throws `cursor-expired` when the store does not know the token any more. */
  async list(options: ListOptions): Promise<ListPage> {
    return (await this.ask(options)).read();
  }

  /** The same, for those who ask for the next page before they read this one. */
  async ask({ prefix, startAfter, token, delimiter, limit = pageSize }: ListOptions): Promise<UnreadPage> {
    const query = encodeParameters({
      'list-type': 2,
      'encoding-type': 'url',
      'max-keys': limit,
      prefix: prefix || undefined,
      delimiter,
      'continuation-token': token,
      'start-after': token === undefined ? startAfter : undefined,
    });
    const headers = this.#options.frozenClasses && askForRestores;
    const answer = await this.#send({ method: 'GET', query, ...(headers && { headers }), maxBytes: pageBytes });
    if ('refusal' in answer) {
      if (
        token !== undefined &&
        (answer.refusal.code === 'InvalidArgument' || answer.refusal.code === 'InvalidRequest')
      ) {
        throw new SourceError('cursor-expired', `The store forgot a position in the bucket "${this.bucket}"`);
      }
      throw await this.#explain(answer.refusal, `Listing the bucket "${this.bucket}"`);
    }
    const source = await answer.response.text();
    return { token: findToken(source), read: () => parseListPage(source) };
  }

  /** The object, or undefined where it is as `etag` says. The answer's content is to be read. */
  async get(key: string, etag?: string): Promise<HttpResponse | undefined> {
    const condition = etag === undefined ? undefined : { headers: { 'if-none-match': etag } };
    const answer = await this.#send({ method: 'GET', key, ...condition, maxBytes: contentBytes });
    if ('refusal' in answer) throw await this.#explain(answer.refusal, `Reading "${key}"`);
    if (answer.response.status !== 304) return answer.response;
    await answer.response.discard();
    return undefined;
  }

  /** Reads one byte of an object that has some, to see whether it may be read. */
  async tryGet(key: string): Promise<void> {
    const answer = await this.#send({ method: 'GET', key, headers: { range: 'bytes=0-0' }, maxBytes: contentBytes });
    if ('refusal' in answer) throw await this.#explain(answer.refusal, `Reading "${key}"`);
    await answer.response.discard();
  }

  /** What a listing would say of the object. */
  async head(key: string): Promise<ListedObject> {
    const answer = await this.#send({ method: 'HEAD', key, maxBytes: pageBytes });
    if ('refusal' in answer) throw await this.#explain(answer.refusal, `Looking up "${key}"`, true);
    const { headers } = answer.response;
    await answer.response.discard();
    const etag = plainEtag(headers.etag);
    const modifiedAt = wholeSeconds(headers['last-modified']);
    const storageClass = headers['x-amz-storage-class'];
    return {
      key,
      size: Number(headers['content-length'] ?? 0),
      ...(etag !== undefined && { etag }),
      ...(modifiedAt !== undefined && { modifiedAt }),
      ...(storageClass && storageClass !== 'STANDARD' && { storageClass }),
      ...(headers['x-amz-restore']?.includes('ongoing-request="false"') && { restored: true as const }),
    };
  }

  /** Asks, and asks again when the refusal says how: by another region or time. */
  async #send(ask: Ask): Promise<{ readonly response: HttpResponse } | { readonly refusal: Refusal }> {
    const { http, clock, location, session } = this.#options;
    for (let corrections = 0; ; corrections++) {
      const address = addressOf(location, session.region, ask.key);
      const url = ask.query === undefined ? address : `${address}?${ask.query}`;
      const headers = await this.#headers(ask, url);
      const response = await http.request({
        method: ask.method,
        url,
        headers,
        accept: refusals,
        maxBytes: ask.maxBytes,
      });
      if (response.status < 300 || response.status === 304) return { response };
      const refusal = await readRefusal(response, url);
      if (corrections >= 2 || !session.learn(refusal, clock.now())) return { refusal };
    }
  }

  async #headers({ method, headers: own }: Ask, url: string): Promise<Readonly<Record<string, string>>> {
    const { clock, service, session, headers: always } = this.#options;
    const keys = await this.#options.keys();
    const headers = { ...always, ...own };
    if (keys === undefined) return headers;
    const { region, skew } = session;
    return signRequest({ method, url, headers, keys, service, region, now: clock.now() + skew });
  }

  async #explain(refusal: Refusal, subject: string, isHead = false): Promise<SourceError> {
    const keys = await this.#options.keys();
    const { remedies } = this.#options;
    const secrets = Object.values(keys ?? {});
    return explainRefusal(refusal, {
      subject,
      secrets,
      isUnsigned: keys === undefined,
      isHead,
      ...(remedies && { remedies }),
    });
  }
}
