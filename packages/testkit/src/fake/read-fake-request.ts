import type { IncomingMessage } from 'node:http';
import type { FakeRequest } from './fake-request-log.ts';

/** Reads a request to its end. Of repeated query parameters the last counts. */
export async function readFakeRequest(
  message: IncomingMessage,
): Promise<Pick<FakeRequest, 'method' | 'path' | 'query' | 'headers' | 'body' | 'json'>> {
  const url = new URL(message.url ?? '/', 'http://127.0.0.1');
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value = '']) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers,
    body,
    json: parse(body),
  };
}

function parse(body: Buffer): unknown {
  if (body.length === 0) return null;
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
