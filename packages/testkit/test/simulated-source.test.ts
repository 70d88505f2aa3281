import { describe, expect, it } from 'vitest';
import {
  createRandom,
  createSimulatedSource,
  mutateRandomly,
  type SimulatedSource,
  type SimulatedSourceOptions,
  simulatedConnector,
} from '../src/index.ts';
import { ReferenceHost } from './harness/reference-host.ts';
import { createTestContext } from './harness/test-context.ts';

function hostOf(source: SimulatedSource) {
  return new ReferenceHost(simulatedConnector(source), (known) => createTestContext({ settings: {}, known }));
}

const modes = ['feed', 'window', 'revisit'] as const;
const variants: SimulatedSourceOptions[] = modes.flatMap((mode) => [
  { mode, content: 'inline', claims: 'whole' },
  { mode, content: 'lazy', claims: 'ranges', pageSize: 3, contentBatch: 4 },
  { mode, content: 'inline', claims: 'ranges', stableIds: false, granularity: 1000, skew: -7000 },
]);

describe.each(variants)('a simulated source: %o', (options) => {
  const seeds = Array.from({ length: 30 }, (_, index) => index + 1);

  it('is what a full read gives', async () => {
    const source = createSimulatedSource(7, options);
    const host = hostOf(source);
    await host.sync();
    expect(host.snapshot()).toEqual(source.snapshot());
    expect(source.snapshot().size).toBeGreaterThan(12);
  });

  it.each(seeds)('is what incremental reads give, with changes while it is read and kills (seed %i)', async (seed) => {
    const source = createSimulatedSource(seed, options);
    const random = createRandom(seed);
    const host = hostOf(source);
    const story: string[] = [];
    for (let round = 0; round < 6; round++) {
      source.onStep = async () => {
        if (random() < 0.05) story.push(mutateRandomly(source.model, random));
        if (random() < 0.1) await source.clock.advance(Math.floor(random() * 1500));
      };
      if (random() < 0.7) source.faults.at(source.steps + 1 + Math.floor(random() * 30), { kind: 'transient' });
      await host.sync().catch((error: { kind?: string }) => {
        expect(error.kind, story.join('\n')).toBe('transient');
        story.push('killed');
      });
      source.faults.clear();
      source.onStep = undefined;
      for (let count = Math.floor(random() * 6); count > 0; count--) {
        story.push(mutateRandomly(source.model, random));
        await source.clock.advance(Math.floor(random() * 3000));
      }
      story.push('synced');
    }
    await host.sync();
    if (options.mode === 'window') await host.reconcile();
    // A listing that goes on does not see what happened behind it: only the next one does.
    if (options.mode === 'revisit') await host.sync();
    expect(host.snapshot(), story.join('\n')).toEqual(source.snapshot());
  });
});

describe('the faults of a simulated source', () => {
  it('throw or end a stream at their step, once', async () => {
    const source = createSimulatedSource(1, { documents: 10, feeds: 1, pageSize: 5 });
    const connector = simulatedConnector(source);
    const context = createTestContext({ settings: {} });
    const slice = { id: 'feed-0', roots: [] };
    const read = async () => {
      const types: string[] = [];
      for await (const change of connector.read(context, slice, null)) types.push(change.type);
      return types;
    };
    source.faults.at(3, { kind: 'rate-limited', until: 5, bucket: 'listing' });
    await expect(read()).rejects.toMatchObject({ kind: 'rate-limited', until: 5, bucket: 'listing' });
    source.faults.at(source.steps + 7, 'end');
    expect(await read()).toEqual(['upsert', 'upsert', 'upsert', 'upsert', 'upsert', 'checkpoint']);
    expect(await read()).toContain('complete');
  });

  it('can be those of single documents', async () => {
    const source = createSimulatedSource(1, { documents: 3, feeds: 1, content: 'lazy' });
    const connector = simulatedConnector(source);
    const context = createTestContext({ settings: {} });
    source.faults.item('d000000001', 403);
    source.faults.item('d000000002', 'broken');
    const wanted = [{ id: 'd000000000', storedVersion: 'r1' }, { id: 'd000000001' }, { id: 'd000000009' }];
    const fetched: unknown[] = [];
    for await (const one of connector.fetchContent?.(context, wanted) ?? []) fetched.push(one);
    expect(fetched).toMatchObject([
      { id: 'd000000000', unchanged: true },
      { id: 'd000000001', error: { kind: 'forbidden' } },
      { id: 'd000000009', error: { kind: 'not-found' } },
    ]);
    const failures: unknown[] = [];
    for await (const change of connector.read(context, { id: 'feed-0', roots: [] }, null)) {
      if (change.type === 'failure') failures.push(change);
    }
    expect(failures).toMatchObject([{ id: 'd000000002', error: { kind: 'bad-response' } }]);
  });
});
