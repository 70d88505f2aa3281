import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { PagedRequest, RequestKind } from './paged-request.ts';

const feedKinds: Readonly<Record<string, RequestKind>> = {
  documents: 'documents',
  ids: 'ids',
  changes: 'changes',
  modified: 'modified',
};

const topKinds: Readonly<Record<string, RequestKind>> = {
  'GET feeds': 'feeds',
  'GET containers': 'containers',
  'POST documents': 'states',
  'POST contents': 'contents',
};

const bodySchema = z.object({
  ids: z.array(z.string()).default([]),
  wanted: z.array(z.object({ id: z.string() })).default([]),
});

/** Reads a request to its end and finds out what it asks for. A body that is no JSON counts as none. */
export async function readRequest(message: IncomingMessage): Promise<Omit<PagedRequest, 'number'>> {
  const url = new URL(message.url ?? '/', 'http://127.0.0.1');
  const json = message.method === 'POST' ? await readJson(message) : null;
  const method = message.method ?? 'GET';
  const [top = '', id = '', resource = ''] = segmentsOf(url.pathname);
  const kind = kindOf(method, top, id, resource);
  const body = bodySchema.safeParse(json).data ?? { ids: [], wanted: [] };
  return {
    kind,
    bucket: kind === 'content' || kind === 'contents' ? 'content' : 'listing',
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    ...(top === 'feeds' && id !== '' && { feed: id }),
    ids: top === 'documents' && id !== '' ? [id] : [...body.ids, ...body.wanted.map((one) => one.id)],
    json,
  };
}

/** None of a path that cannot be decoded: there is nothing at such an address. */
function segmentsOf(path: string): string[] {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return [];
  }
}

function kindOf(method: string, top: string, id: string, resource: string): RequestKind {
  if (id === '') return topKinds[`${method} ${top}`] ?? 'unknown';
  if (method !== 'GET') return 'unknown';
  if (top === 'feeds') return resource === '' ? 'now' : (feedKinds[resource] ?? 'unknown');
  if (top !== 'documents') return 'unknown';
  return resource === 'content' ? 'content' : resource === '' ? 'states' : 'unknown';
}

async function readJson(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return null;
  }
}
