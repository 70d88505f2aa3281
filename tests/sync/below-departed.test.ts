import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { openScript } from './open-script.ts';
import { checkpoint, complete, folder, text } from './scripted-connector.ts';

describe.each(engines)('What is below a container that goes, on %s', (_name, makePlace) => {
  it('goes with it when the source says so, and stays when it was only absent and the document was seen', async () => {
    const store = await openScript(await makePlace());
    const below = [text('shared', { parent: 'inner' }), text('other', { parent: 'inner' })];
    store.script.read = () => [folder('outer'), folder('inner', 'outer'), ...below, complete, checkpoint(1)];
    await store.sync();
    // The folders are no longer shared with us, one of the documents is.
    store.script.read = () => [text('shared', { parent: 'inner' }), complete, checkpoint(2)];
    expect(await store.sync('full')).toMatchObject({ status: 'success', counts: { deleted: 1 } });
    expect(await store.live()).toEqual(['shared']);
    store.script.read = () => [folder('inner'), ...below, checkpoint(3)];
    await store.sync();
    store.script.read = () => [text('shared', { parent: 'inner' }), { type: 'delete', id: 'inner' }, checkpoint(4)];
    expect(await store.sync()).toMatchObject({ counts: { deleted: 2 } });
    expect(await store.live()).toEqual([]);
  });
});
