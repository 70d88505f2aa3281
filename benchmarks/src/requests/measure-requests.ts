import { performance } from 'node:perf_hooks';
import { Subject } from '@acequia/testkit/conformance';
import type { FakedConnector } from './find-connectors.ts';

/** One sync of one connector against its fake. */
export interface RequestSample {
  readonly type: string;
  readonly what: 'first' | 'nothing changed' | '1 % changed';
  /** Documents and containers that were new or changed. */
  readonly written: number;
  readonly requests: number;
  /** The fewest that the source's API allows. */
  readonly floor: number;
  readonly contents: number;
  readonly milliseconds: number;
}

const hour = 60 * 60 * 1000;

/** A first sync, one after which nothing changed, and one after every hundredth document changed. None of a source without requests. */
export async function measureRequests(faked: FakedConnector, documents: number): Promise<RequestSample[]> {
  const { connector, startFake } = faked;
  const subject = new Subject(connector, { fake: startFake, documents });
  try {
    const { host, source, clock } = await subject.open();
    if (source.cannot.requests !== undefined) return [];
    const samples: RequestSample[] = [];
    const measure = async (what: RequestSample['what'], floor: number) => {
      source.requests.clear();
      const start = performance.now();
      const { status, error, counts } = await host.sync();
      const milliseconds = performance.now() - start;
      if (status !== 'success') throw new Error(`${connector.type}, ${what}: ${status}: ${error?.message}`);
      const requests = source.requests.count(({ kind }) => kind !== 'token');
      const contents = source.requests.count('content');
      const written = counts.created + counts.updated + counts.moved;
      samples.push({ type: connector.type, what, written, requests, floor, contents, milliseconds });
    };
    await measure('first', source.floor({ kind: 'full' }));
    // What a listing has just seen may be looked at once more, because clocks of sources are coarse.
    await clock.advance(24 * hour);
    await host.sync();
    await clock.advance(24 * hour);
    await measure('nothing changed', source.floor({ kind: 'incremental', changed: 0 }));
    await clock.advance(24 * hour);
    const ids = [...source.snapshot()].filter(([, { container }]) => !container).map(([id]) => id);
    // The newest, because a source that tells no edits is read again only a while back.
    const changed = ids.slice(-Math.ceil(documents / 100));
    const { update, create } = source.mutate;
    for (const id of changed) await (update ? update(id) : create({ title: `Beside ${id}` }));
    await clock.advance(hour);
    await measure('1 % changed', source.floor({ kind: 'incremental', changed: changed.length }));
    return samples;
  } finally {
    await subject.close();
  }
}
