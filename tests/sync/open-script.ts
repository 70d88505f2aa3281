import type { AnyConnector } from '@acequia/core';
import { createExtractor } from '@acequia/extract';
import { createManualClock, type ManualClock } from '@acequia/testkit';
import { afterEach } from 'vitest';
import type { DatabasePlace } from './make-place.ts';
import { type Script, scriptConnector } from './scripted-connector.ts';
import { openSyncFixture, type SyncFixture } from './sync-fixture.ts';

/** A scripted connector with a store. */
export interface ScriptedFixture extends SyncFixture {
  readonly script: Script;
  readonly clock: ManualClock;
  /** Ids of live documents, sorted. */
  live(): Promise<string[]>;
}

const extractor = createExtractor({ workers: 1 });
const clean: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of clean.splice(0).reverse()) await end();
});

/** Closed and removed after the test. */
export async function openScript(
  place: DatabasePlace,
  connectorMembers: Partial<AnyConnector> = {},
): Promise<ScriptedFixture> {
  const clock = createManualClock();
  const { connector, script } = scriptConnector(connectorMembers);
  const fixture = await openSyncFixture({ url: place.url, clock, connector, extractor });
  clean.push(
    () => place.remove(),
    () => fixture.close(),
  );
  return { ...fixture, script, clock, live: async () => [...(await fixture.stored()).keys()].sort() };
}
