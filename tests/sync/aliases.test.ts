import type { Change, Json } from '@acequia/core';
import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { openScript } from './open-script.ts';
import { checkpoint, text } from './scripted-connector.ts';

describe.each(engines)('Deletion by alias on %s', (_name, makePlace) => {
  it('keeps what was given another alias before its old one is said to be gone, and deletes it by the new one', async () => {
    const store = await openScript(await makePlace());
    store.script.read = () => [text('a', { alias: 'old' }), text('b', { alias: 'b' }), checkpoint(1)];
    await store.sync();
    // The failure ends the page: what was said before it is planned, and not committed, when the alias is looked up.
    const failed: Change<Json> = { type: 'failure', id: 'c', error: { kind: 'forbidden', message: 'not yours' } };
    store.script.read = () => [text('a', { alias: 'new' }), failed, { type: 'delete', alias: 'old' }, checkpoint(2)];
    expect(await store.sync()).toMatchObject({ status: 'partial', counts: { deleted: 0 } });
    expect(await store.live()).toEqual(['a', 'b']);
    const left: Change<Json> = { type: 'delete', alias: 'newest' };
    store.script.read = () => [text('a', { alias: 'newest' }), failed, left, checkpoint(3)];
    expect(await store.sync()).toMatchObject({ counts: { deleted: 1 } });
    expect(await store.live()).toEqual(['b']);
    expect(await store.problems()).toEqual([]);
  });
});
