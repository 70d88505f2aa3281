import { type HttpClient, type HttpRequest, type HttpResponse, SourceError } from '@acequia/core';

/** A plain client over fetch: no retries, no waiting. */
export function createFetchClient(options: { token?: string; idleTimeout?: number } = {}): HttpClient {
  return {
    async request(request) {
      const url = new URL(request.url);
      for (const [name, value] of Object.entries(request.query ?? {})) {
        if (value !== undefined) url.searchParams.set(name, String(value));
      }
      const response = await transient(() =>
        fetch(url, {
          method: request.method ?? 'GET',
          headers: {
            ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
            ...(request.json !== undefined && { 'content-type': 'application/json' }),
          },
          ...(request.json !== undefined && { body: JSON.stringify(request.json) }),
          ...(options.idleTimeout !== undefined && { signal: AbortSignal.timeout(options.idleTimeout) }),
        }),
      );
      if (response.status >= 400 && !request.accept?.includes(response.status)) {
        await response.arrayBuffer();
        throw errorOf(response, request);
      }
      return toResponse(response);
    },
  };
}

function toResponse(response: Response): HttpResponse {
  const text = () => transient(() => response.text());
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    url: response.url,
    text,
    async json() {
      const content = await text();
      try {
        return JSON.parse(content);
      } catch (cause) {
        throw new SourceError('bad-response', 'The answer is no JSON.', { cause });
      }
    },
    bytes: () => transient(async () => new Uint8Array(await response.arrayBuffer())),
    async *stream() {
      if (response.body) yield* response.body;
    },
    async discard() {
      await response.body?.cancel();
    },
  };
}

async function transient<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw new SourceError('transient', 'The connection failed.', { cause });
  }
}

function errorOf(response: Response, request: HttpRequest): SourceError {
  const kinds = { 401: 'auth', 403: 'forbidden', 404: 'not-found', 410: 'gone', 429: 'rate-limited' } as const;
  const kind = kinds[response.status as keyof typeof kinds] ?? (response.status >= 500 ? 'transient' : 'bad-response');
  const after = response.headers.get('retry-after');
  return new SourceError(kind, `${request.method ?? 'GET'} gave ${response.status}.`, {
    ...(after !== null && { until: /^\d+$/.test(after) ? Date.now() + Number(after) * 1000 : Date.parse(after) }),
    ...(request.bucket !== undefined && { bucket: request.bucket }),
  });
}
