import {
  type AnyConnector,
  type AuthMethod,
  type Clock,
  type ErrorKind,
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
  SourceError,
} from '@acequia/core';
import type { FakeSource } from '../fake/fake-source.ts';
import { readResponse } from './read-response.ts';

export interface SuiteClientOptions {
  readonly connector: AnyConnector;
  readonly source: FakeSource;
  readonly clock: Pick<Clock, 'now'>;
  /** Aborts requests. */
  readonly signal: AbortSignal;
  /** Milliseconds of the machine without an answer after which a request is `transient`. */
  readonly timeout: number;
  /** What the host remembers of rate limits: bucket to time. Shared by all clients of a credential. */
  readonly limits: Map<string, number>;
  /** Sends a request, maybe after others. Default: at once. */
  readonly inTurn?: <T>(send: () => Promise<T>) => Promise<T>;
}

/**
 * The host's client as simple as the contract allows: it signs, follows `origins`, never waits and never retries, and
 * keeps a bucket closed until the source may be asked again. Expired OAuth tokens are renewed once, as hosts do.
 */
export function createSuiteClient(options: SuiteClientOptions): HttpClient {
  const { connector, source, clock, limits } = options;
  const method = connector.auth.find(({ type }) => type === source.auth);

  async function send(request: HttpRequest, renewed: boolean): Promise<HttpResponse> {
    const { bucket = 'default' } = request;
    const until = limits.get(bucket) ?? 0;
    if (until > clock.now()) throw limited(until, request.bucket);
    const response = await exchange(request);
    const { status } = response;
    if (status < 400 || request.accept?.includes(status)) return readResponse(response, request.maxBytes);
    await response.arrayBuffer().catch(() => undefined);
    if (status === 401 && method?.type === 'oauth2' && !renewed) return send(request, true);
    const after = response.headers.get('retry-after');
    if (status === 429 || (status === 503 && after !== null)) {
      const next = until > clock.now() ? until : retryAt(after, clock.now());
      limits.set(bucket, next);
      throw limited(next, request.bucket);
    }
    throw new SourceError(kindOf(status), `The source answered with status ${status}.`);
  }

  async function exchange(request: HttpRequest): Promise<Response> {
    const url = addressOf(request, source);
    const body = request.json === undefined ? request.body : JSON.stringify(request.json);
    try {
      return await fetch(url, {
        method: request.method ?? 'GET',
        headers: {
          ...(request.json !== undefined && { 'content-type': 'application/json' }),
          ...request.headers,
          ...(getsCredentials(connector, request.url) && sign(method, source.credentials())),
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : Buffer.from(body) }),
        signal: AbortSignal.any([options.signal, AbortSignal.timeout(options.timeout)]),
      });
    } catch (cause) {
      if (options.signal.aborted) throw options.signal.reason;
      throw new SourceError('transient', 'The connection failed.', { cause });
    }
  }

  const { inTurn = (sending) => sending() } = options;
  return { request: (request) => inTurn(() => send(request, false)) };
}

function addressOf({ url, query = {} }: HttpRequest, { cannot, origins }: FakeSource): URL {
  const wanted = new URL(url);
  if (cannot.requests !== undefined) {
    throw new SourceError(
      'bad-settings',
      `A request went to ${wanted.origin}, though the fake says: ${cannot.requests}`,
      {
        remedy: 'Have the fake answer it, and take `requests` out of its `cannot`.',
      },
    );
  }
  const target = origins[wanted.origin];
  const address = target === undefined ? wanted : new URL(wanted.pathname + wanted.search, target);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) address.searchParams.append(name, String(value));
  }
  if (address.hostname === '127.0.0.1') return address;
  throw new SourceError('bad-settings', `A request went to ${address.origin}, which is not the fake.`, {
    remedy: 'Name the origin in the `origins` of the fake, or build the address from the settings.',
  });
}

/** As hosts decide it: declared origins only, or every one where none is declared. */
function getsCredentials({ origins }: AnyConnector, url: string | URL): boolean {
  if (!origins) return true;
  const { origin } = new URL(url);
  return origins.some((one) =>
    one.includes('*')
      ? origin.startsWith('https://') && origin.endsWith(one.slice(one.indexOf('*') + 1))
      : one === origin,
  );
}

function sign(method: AuthMethod | undefined, fields: Readonly<Record<string, string>>): Record<string, string> {
  if (method?.type === 'token')
    return { [method.header ?? 'authorization']: `${method.prefix ?? 'Bearer '}${fields.token}` };
  if (method?.type === 'oauth2') return { authorization: `Bearer ${fields.token}` };
  if (method?.type !== 'basic') return {};
  return { authorization: `Basic ${Buffer.from(`${fields.username}:${fields.password}`).toString('base64')}` };
}

function retryAt(after: string | null, now: number): number {
  if (after === null) return now + 1000;
  return /^\d+$/.test(after) ? now + Number(after) * 1000 : Date.parse(after);
}

function limited(until: number, bucket: string | undefined): SourceError {
  const message = 'The source asks to wait.';
  return new SourceError('rate-limited', message, { until, ...(bucket !== undefined && { bucket }) });
}

function kindOf(status: number): ErrorKind {
  const kinds: Readonly<Record<number, ErrorKind>> = { 401: 'auth', 403: 'forbidden', 404: 'not-found', 410: 'gone' };
  return kinds[status] ?? (status >= 500 || status === 408 ? 'transient' : 'bad-response');
}
