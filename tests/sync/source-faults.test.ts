import { type Fetched, SourceError } from '@acequia/core';
import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { openScript } from './open-script.ts';
import { checkpoint, complete, text } from './scripted-connector.ts';

describe.each(engines)('A source with faults on %s', (_name, makePlace) => {
  it('is given up after ten failed calls, not after one for ten documents', async () => {
    let calls = 0;
    const store = await openScript(await makePlace(), {
      capabilities: { incremental: 'feed', deletions: 'feed', stableIds: true, contentBatch: 10 },
      async *fetchContent() {
        calls += 1;
        yield await Promise.reject<Fetched>(new SourceError('transient', 'the content server is down'));
      },
    });
    const lazy = (id: string) => text(id, { body: undefined });
    store.script.read = () => [...Array.from({ length: 50 }, (_, i) => lazy(`d${i}`)), complete, checkpoint(1)];
    expect(await store.sync()).toMatchObject({ status: 'partial', counts: { total: 50, failed: 50 } });
    // Five for ten documents, and each time one for one of them.
    expect(calls).toBe(10);
  });

  it('is asked again for what is due although the version of the slice says that nothing changed', async () => {
    let broken = true;
    const store = await openScript(await makePlace(), {
      async *fetchContent(_context, wanted) {
        for (const { id } of wanted) {
          if (broken) yield { id, error: { kind: 'transient', message: 'not now' } };
          else yield { id, mime: 'text/plain', body: 'at last' };
        }
      },
    });
    store.script.slices = [{ id: 'one', version: 'v1' }];
    store.script.read = () => [text('a', { body: undefined }), complete, checkpoint(1)];
    expect(await store.sync()).toMatchObject({ status: 'partial' });
    expect(await store.sync()).toMatchObject({ status: 'success', counts: { total: 0 } });
    expect(store.script.reads).toHaveLength(1);
    broken = false;
    await store.clock.advance(60 * 60 * 1000);
    await store.sync();
    expect(await store.problems(true)).toEqual([]);
    expect((await store.stored()).get('a')?.bodyHash).not.toBe('none');
  });
});
