import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeControl, type FakeSource, startFakeControl, startPagedFake } from '../../src/index.ts';

let source: FakeSource;
let control: FakeControl;
beforeEach(async () => {
  source = await startPagedFake({ documents: 4 });
  control = await startFakeControl(source);
});
afterEach(() => Promise.all([source.close(), control.close()]));

async function call(method: string, path: string, json?: unknown) {
  const body = json === undefined ? {} : { body: JSON.stringify(json) };
  const answer = await fetch(control.url + path, { method, ...body });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

const ask = async () => {
  const headers = { authorization: `Bearer ${source.credentials().token}` };
  return (await fetch(`${source.url}/feeds`, { headers })).status;
};

describe('the control of a fake', () => {
  it('lists its routes', async () => {
    expect(await (await fetch(control.url)).text()).toContain('POST   /expire-cursors');
  });

  it('changes the source', async () => {
    const { json } = await call('POST', '/create', { title: 'New', parent: 'feed-1' });
    const id = String(json.id);
    await call('POST', '/rename', { id, title: 'Renamed' });
    await call('POST', '/move', { id, parent: 'feed-0' });
    await call('POST', '/update', { id, body: 'text' });
    await call('POST', '/access', { id, access: { mode: 'replace', allow: [{ type: 'organization' }] } });
    expect((await call('GET', '/snapshot')).json[id]).toMatchObject({
      title: 'Renamed',
      parent: 'feed-0',
      body: 'text',
      access: { mode: 'replace' },
    });
    await call('POST', '/delete', { id });
    expect(source.snapshot().has(id)).toBe(false);
    await call('POST', '/restore', { id });
    expect(source.snapshot().has(id)).toBe(true);
  });

  it('breaks it, limits it and shows what was asked', async () => {
    await call('POST', '/faults', { when: 'containers', fault: { type: 'status', status: 503 }, times: 1 });
    expect([await ask(), await ask()]).toEqual([503, 200]);
    await call('POST', '/rates', { bucket: '*', requests: 1, window: 60_000 });
    expect([await ask(), await ask()]).toEqual([200, 429]);
    await call('POST', '/rates', { bucket: '*' });
    const { json } = await call('GET', '/requests');
    expect(json).toMatchObject([{ status: 503 }, { status: 200 }, { status: 200 }, { status: 429 }]);
    await call('DELETE', '/requests');
    expect(source.requests.count()).toBe(0);
  });

  it.each([
    ['a fault that there is not', '/faults', { when: 1, fault: { type: 'nonsense' } }],
    ['a place that there is not', '/faults', { when: 'nowhere', fault: { type: 'html' } }],
    ['a fault without what it needs', '/faults', { when: 1, fault: { type: 'status' } }],
    ['a window of no time', '/rates', { bucket: '*', requests: 1, window: 0 }],
    ['an unknown id', '/update', { id: 'nobody' }],
    ['something that the source cannot do', '/hide', { ids: [] }],
  ])('refuses %s', async (_, path, json) => {
    const { status, json: answer } = await call('POST', path, json);
    expect(status).toBe(400);
    expect(answer.error).toEqual(expect.any(String));
  });

  it('signs everybody out', async () => {
    const { token } = source.credentials();
    await call('POST', '/expire-credentials');
    const old = await fetch(`${source.url}/feeds`, { headers: { authorization: `Bearer ${token}` } });
    expect([old.status, await ask()]).toEqual([401, 200]);
  });

  it('says what is wrong with a call', async () => {
    expect(await call('POST', '/create', { name: 'x' })).toMatchObject({ status: 400 });
    expect(await call('POST', '/delete', { id: 'nowhere' })).toMatchObject({
      status: 400,
      json: { error: expect.stringContaining('nowhere') },
    });
    expect(await call('POST', '/hide', { ids: [] })).toMatchObject({
      status: 400,
      json: { error: expect.stringContaining('hide') },
    });
    expect(await call('POST', '/nothing', {})).toMatchObject({ status: 404 });
  });
});
