import type { FakeAnswer, FakeRequest, FakeRoute } from '@acequia/testkit';
import type { DavPolicy } from './dav-policy.ts';
import type { DavNode, DavTree } from './dav-tree.ts';
import { davError, etagOf, multistatus, response, statusResponse, type XmlOptions } from './dav-xml.ts';

export interface DavApiOptions {
  readonly tree: DavTree;
  readonly policy: DavPolicy;
  /** Path of the address, encoded, with a slash at the end. */
  readonly base: string;
  readonly now: () => number;
  readonly forbidden: ReadonlySet<DavNode>;
}

const notFound: FakeAnswer = { status: 404, body: 'Not found' };

/** A server as RFC 4918 and RFC 6578 describe it. */
export function davRoutes(options: DavApiOptions): FakeRoute[] {
  const { tree, policy, base, now, forbidden } = options;

  const xmlOptions = (body: string): XmlOptions => ({
    policy,
    base,
    now: now(),
    asked: new Set([...body.matchAll(/<(?:d|oc):([\w-]+)\/>/g)].map(([, name = '']) => name)),
    token: tree.log.token,
  });

  const answer = (body: string, status = 207): FakeAnswer => ({
    status,
    headers: { 'content-type': 'application/xml; charset=utf-8', date: new Date(now()).toUTCString() },
    body,
  });

  function list(node: DavNode, depth: string | undefined, body: string): FakeAnswer {
    if (depth === 'infinity' && policy.infinity === 'refused') return answer(davError('propfind-finite-depth'), 403);
    const most = typeof policy.infinity === 'number' ? policy.infinity : undefined;
    const members = [...tree.below(node, depth === 'infinity' ? most : Number(depth))];
    const shown = policy.withoutSelf && depth !== '0' ? members : [node, ...members];
    const xml = xmlOptions(body);
    const parts = shown.map((one) => {
      const path = tree.pathOf(one);
      const status = policy.listedStatus.get(path);
      return status === undefined ? response(one, path, xml) : statusResponse(path, status, xml);
    });
    return answer(multistatus(parts, policy));
  }

  function report(node: DavNode, body: string): FakeAnswer {
    if (policy.sync === 'none') return { status: 405 };
    if (policy.sync === 'level-one') return answer(davError('sync-traversal-supported'), 403);
    const [, token = ''] = /<d:sync-token>(.*?)<\/d:sync-token>/.exec(body) ?? [];
    const page = tree.log.after(token, policy.pageSize);
    if (!page) return answer(davError('valid-sync-token'), 403);
    const own = tree.pathOf(node);
    const xml = xmlOptions(body);
    const parts = page.changes
      .filter(({ path }) => own === '' || path.startsWith(`${own}/`))
      .map(({ path }) => {
        const found = tree.find(path);
        const status = policy.listedStatus.get(path);
        if (status !== undefined) return statusResponse(path, status, xml);
        return found ? response(found, path, xml) : statusResponse(path, 404, xml);
      });
    if (page.more) parts.push(statusResponse(own, 507, xml));
    return answer(multistatus(parts, policy, page.token));
  }

  function download(node: DavNode, range: string | undefined, asked: string): FakeAnswer {
    const path = tree.pathOf(node);
    if (node.children && !asked.endsWith('/') && policy.links.has(path)) {
      return { status: 301, headers: { location: `${base}${path.split('/').map(encodeURIComponent).join('/')}/` } };
    }
    if (node.children && policy.links.has(path)) return { headers: { 'content-type': 'text/html' }, body: '<p>Index' };
    if (node.children) return { status: 405 };
    if (forbidden.has(node)) return { status: 403, body: 'Forbidden' };
    const bytes = Buffer.from(policy.stale.get(path) ?? node.body);
    const headers = {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': String(range === undefined ? bytes.length : 1),
      etag: etagOf(node),
    };
    if (range === undefined) return { headers, body: bytes };
    return bytes.length === 0 ? { status: 416 } : { status: 206, headers, body: bytes.subarray(0, 1) };
  }

  function handle({ method, params, headers, body }: FakeRequest): FakeAnswer {
    const path = params.path ?? '';
    const status = policy.status.get(path.replace(/\/$/, ''));
    if (status !== undefined) return { status, body: 'No' };
    const node = tree.find(path);
    if (!node || (path.endsWith('/') && !node.children)) return notFound;
    const text = Buffer.from(body).toString();
    if (method === 'PROPFIND') return list(node, headers.depth, text);
    if (method === 'REPORT') return report(node, text);
    return method === 'GET' ? download(node, headers.range, path) : { status: 405 };
  }

  const prefix = decodeURIComponent(base);
  return [
    {
      route: `* ${prefix}*path`,
      kind: ({ method, headers }) => {
        if (method === 'GET') return 'content';
        if (method === 'REPORT') return 'changes';
        return headers.depth === '0' ? 'document' : 'listing';
      },
      answer: handle,
    },
  ];
}
