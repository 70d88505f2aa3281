import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, type Fault, type PagedSource, pagedConnector, startPagedSource } from '../src/index.ts';
import { createPagedContext, createPagedHost } from './harness/paged-host.ts';

const clock = createManualClock();
let source: PagedSource;
beforeEach(async () => {
  source = await startPagedSource({ documents: 40, bytes: 100, clock });
});
afterEach(() => source.close());

const faults: [Fault, string][] = [
  [{ type: 'status', status: 401 }, 'auth'],
  [{ type: 'status', status: 403 }, 'forbidden'],
  [{ type: 'status', status: 404 }, 'not-found'],
  [{ type: 'status', status: 500 }, 'transient'],
  [{ type: 'rate-limit', seconds: 30 }, 'rate-limited'],
  [{ type: 'truncate' }, 'bad-response'],
  [{ type: 'json' }, 'bad-response'],
  [{ type: 'html' }, 'bad-response'],
  [{ type: 'reset' }, 'transient'],
  [{ type: 'reset', when: 'half' }, 'transient'],
  [{ type: 'stuck' }, 'transient'],
  [{ type: 'duplicate-page' }, 'bad-response'],
  [{ type: 'endless' }, 'bad-response'],
];

describe('a fault in the middle of a listing', () => {
  it.each(faults)('%o is %s, claims nothing, and the next sync goes on', async (fault, kind) => {
    const host = createPagedHost(source, { idleTimeout: 300 });
    source.faults.at((request) => request.kind === 'documents' && request.query.after !== undefined, fault, 1);
    await expect(host.sync()).rejects.toMatchObject({ kind });
    expect(host.cursors.get('feed-0')).toMatchObject({ phase: 'list' });
    await clock.advance(30_000);
    await host.sync();
    expect(host.snapshot()).toEqual(source.snapshot());
  });

  it('an empty listing with status 200 claims to be complete: the host must doubt it', async () => {
    const host = createPagedHost(source);
    source.faults.at('documents', { type: 'empty' });
    await host.sync();
    expect(host.snapshot().size).toBe(0);
  });

  it('a slow answer comes in the end', async () => {
    const host = createPagedHost(source);
    source.faults.at('documents', { type: 'slow', milliseconds: 5 }, 2);
    await host.sync();
    expect(host.snapshot()).toEqual(source.snapshot());
  });

  it('the other listings are guarded against endless pages too', async () => {
    for (const [mode, kind] of [
      ['feed', 'changes'],
      ['window', 'modified'],
    ] as const) {
      const host = createPagedHost(source, { mode });
      source.faults.clear();
      source.faults.at(kind, { type: 'endless' });
      await expect(host.sync()).rejects.toMatchObject({ kind: 'bad-response' });
    }
  });

  it('a document that is none is a failure with its id', async () => {
    const host = createPagedHost(source);
    source.faults.item('d000000007', 'broken');
    await host.sync();
    expect([...host.store.failed]).toEqual(['d000000007']);
    expect(host.snapshot().size).toBe(source.snapshot().size - 1);
  });

  it('an item without an id is a failure that voids the claim of its page', async () => {
    const connector = pagedConnector();
    source.faults.at('documents', { type: 'json', json: { items: [{}, 7], next: null } });
    const changes = [];
    for await (const change of connector.read(createPagedContext(source), { id: 'feed-0', roots: [] }, null)) {
      if (change.type === 'failure') changes.push(change);
    }
    expect(changes).toMatchObject([{ error: { kind: 'bad-response' } }, { error: { kind: 'bad-response' } }]);
    for (const change of changes) expect(change).not.toHaveProperty('id');
  });
});

describe('a rate limit', () => {
  const get = (path: string) => fetch(source.url + path);

  it('refuses its bucket until the time, counts who comes early, and leaves the other bucket alone', async () => {
    source.faults.at('feeds', { type: 'rate-limit', seconds: 20 }, 1);
    const first = await get('/feeds');
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '20']);
    await clock.advance(15_000);
    const early = await get('/containers');
    expect([early.status, early.headers.get('retry-after')]).toEqual([429, '5']);
    expect((await get('/documents/d000000001/content')).status).toBe(200);
    await clock.advance(5000);
    expect((await get('/feeds')).status).toBe(200);
    expect(source.requests.early()).toBe(1);
  });

  it('can name a date and be a 503', async () => {
    source.faults.at(1, { type: 'rate-limit', seconds: 7, as: 'date', status: 503 });
    const answer = await get('/feeds');
    expect(answer.status).toBe(503);
    const wait = Date.parse(answer.headers.get('retry-after') ?? '') - clock.now();
    expect(wait).toBeGreaterThanOrEqual(7000);
    expect(wait).toBeLessThan(8000);
  });
});

describe('the fake', () => {
  it('refuses what it does not serve', async () => {
    const status = async (path: string, init?: RequestInit) => (await fetch(source.url + path, init)).status;
    expect(await status('/nothing')).toBe(404);
    expect(await status('/feeds/nowhere/documents')).toBe(404);
    expect(await status('/feeds/feed-0/documents?limit=5000')).toBe(400);
    expect(await status('/feeds/feed-0/changes?since=x')).toBe(400);
    expect(await status('/feeds/feed-0/documents?under=nowhere')).toBe(404);
    expect(await status('/contents', { method: 'POST', body: '{' })).toBe(400);
    source.model.delete('feed-0-folder-1');
    expect(await status('/feeds/feed-0/documents?under=feed-0-folder-1')).toBe(410);
    expect(await status('/documents/feed-0-folder-1')).toBe(410);
    expect(await status('/documents/d000000001/content?version=r1')).toBe(304);
    expect(await status('/feeds/%')).toBe(404);
  });

  it('asks for the token that is right now', async () => {
    source.token = 'first';
    const headers = { authorization: 'Bearer first' };
    expect((await fetch(`${source.url}/feeds`, { headers })).status).toBe(200);
    source.token = 'second';
    expect((await fetch(`${source.url}/feeds`, { headers })).status).toBe(401);
    expect(source.requests.count({ kind: 'feeds', status: 401 })).toBe(1);
  });

  it('closes while a request is stuck', async () => {
    const other = await startPagedSource();
    other.faults.at(1, { type: 'stuck' });
    const asked = Promise.withResolvers<void>();
    other.onRequest = () => asked.resolve();
    const answer = fetch(`${other.url}/feeds`);
    const refused = expect(answer).rejects.toThrow();
    await asked.promise;
    await other.close();
    await refused;
    expect(other.requests.all).toMatchObject([{ kind: 'feeds', status: 0, bytes: 0 }]);
  });
});
