import type { AnyConnector } from '@acequia/core';
import { afterEach, describe, expect, it } from 'vitest';
import { runChecks, Subject } from '../../src/conformance/index.ts';
import { listExcuses } from '../../src/conformance/list-excuses.ts';
import { whileReading } from '../../src/conformance/while-reading.ts';
import { type FakeOptions, type FakeSource, pagedConnector, startPagedFake } from '../../src/index.ts';

const reason = 'A disk is no server.';
const connector = pagedConnector() as unknown as AnyConnector;

async function startSilent(options?: FakeOptions): Promise<FakeSource> {
  const source = await startPagedFake(options);
  return { ...source, cannot: { ...source.cannot, requests: reason } };
}

describe('a source that is not asked by requests', () => {
  const subjects: Subject[] = [];
  afterEach(() => Promise.all(subjects.splice(0).map((subject) => subject.close())));

  /** Reads three changes without a request where there are none. */
  async function openQuiet(fake: typeof startSilent) {
    const quiet: AnyConnector = {
      ...connector,
      async *read() {
        for (let left = 3; left > 0; left--) yield { type: 'complete' };
      },
    };
    const subject = new Subject(quiet, { fake });
    subjects.push(subject);
    return subject.open();
  }

  it('is not asked what takes requests, and says why', async () => {
    const source = await startSilent();
    const excuses = listExcuses(connector, source);
    await source.close();
    expect(excuses).toContain(`broken answers: ${reason}`);
    expect(excuses).toContain(`rate limits: ${reason}`);
    expect(excuses).toContain(`canceling > ends a reading that waits for an answer: ${reason}`);
    expect(excuses.some((line) => line.startsWith('full sync'))).toBe(false);
  });

  it('gets no requests all the same', async () => {
    const results = await runChecks(connector, { fake: startSilent, groups: ['full sync'] });
    expect(results[0]).toMatchObject({
      status: 'failed',
      message: expect.stringContaining(`the fake says: ${reason}`),
    });
  });

  it('changes between two changes that are read', async () => {
    const trial = await openQuiet(startSilent);
    const steps: number[] = [];
    let busy = false;
    const stop = whileReading(trial, async (step) => {
      busy = true;
      await trial.clock.advance(1);
      steps.push(step);
      busy = false;
    });
    await trial.host.read({ id: '', roots: [] });
    expect({ steps, busy }).toEqual({ steps: [1, 2, 3], busy: false });
    stop();
    await trial.host.read({ id: '', roots: [] });
    expect(steps).toEqual([1, 2, 3]);
  });

  it('changes before each answer where there are requests', async () => {
    const trial = await openQuiet(startPagedFake);
    const steps: number[] = [];
    const stop = whileReading(trial, (step) => {
      steps.push(step);
    });
    await trial.host.slices();
    expect(steps).toHaveLength(trial.source.requests.count());
    expect(steps.length).toBeGreaterThan(0);
    stop();
    await trial.host.slices();
    expect(steps.length).toBeLessThan(trial.source.requests.count());
  });
});
