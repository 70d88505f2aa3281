import type { AnyConnector, Extractor } from '@acequia/core';
import { createExtractor } from '@acequia/extract';
import type { Database } from '@acequia/store';
import {
  createSimulatedSource,
  type SimulatedSource,
  type SimulatedSourceOptions,
  simulatedConnector,
} from '@acequia/testkit';
import type { DatabasePlace } from './make-place.ts';
import { openSyncFixture, type SyncFixture } from './sync-fixture.ts';

/** A simulated source and a store for it. */
export interface Simulation extends SyncFixture {
  readonly source: SimulatedSource;
  /** Requests for contents so far. */
  readonly fetched: number;
  close(): Promise<void>;
}

export interface SimulationOptions extends SimulatedSourceOptions {
  readonly seed?: number;
  /** Replaces members of the connector. */
  readonly connector?: (own: AnyConnector) => Partial<AnyConnector>;
  readonly wrap?: (database: Database) => Database;
  readonly extractor?: Extractor;
}

const shared = createExtractor({ workers: 1 });

export async function openSimulation(place: DatabasePlace, options: SimulationOptions = {}): Promise<Simulation> {
  const { seed = 1, connector: change, wrap, extractor = shared, ...about } = options;
  const source = createSimulatedSource(seed, about);
  const own: AnyConnector = simulatedConnector(source);
  const { fetchContent } = own;
  let fetched = 0;
  const counting: AnyConnector = {
    ...own,
    ...(fetchContent && {
      fetchContent: (context, wanted) => {
        fetched += wanted.length;
        return fetchContent(context, wanted);
      },
    }),
  };
  const fixture = await openSyncFixture({
    url: place.url,
    clock: source.clock,
    connector: { ...counting, ...change?.(counting) },
    extractor,
    ...(wrap && { wrap }),
  });
  return {
    ...fixture,
    source,
    get fetched() {
      return fetched;
    },
    async close() {
      await fixture.close();
      await place.remove();
    },
  };
}
