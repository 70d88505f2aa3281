import type { Fetched } from '@acequia/core';
import { createExtractor } from '@acequia/extract';
import { createManualClock } from '@acequia/testkit';
import { expect, it } from 'vitest';
import { createDyingDatabase } from '../failpoints/dying-database.ts';
import { makeSqlitePlace } from './make-place.ts';
import { checkpoint, complete, scriptConnector, text } from './scripted-connector.ts';
import { openSyncFixture } from './sync-fixture.ts';

const extractor = createExtractor({ workers: 1 });

it.each([{ documents: 1 }, { bytes: 1 }])(
  'a document whose process died is not stored without its children, wherever that was (batches of $documents documents, $bytes bytes)',
  async (batch) => {
    for (let point = 1; ; point += 1) {
      const place = makeSqlitePlace();
      const clock = createManualClock();
      const dying = createDyingDatabase();
      const { connector, script } = scriptConnector({
        async *fetchContent(_context, wanted): AsyncGenerator<Fetched> {
          for (const { id } of wanted) {
            const children = id.includes('/') ? undefined : [{ id: `${id}/1`, title: 'child', version: '1' }];
            yield { id, body: `text of ${id}`, mime: 'text/plain', ...(children && { children }) };
          }
        },
      });
      script.read = (_slice, cursor) =>
        cursor === null ? [...['a', 'b'].map((id) => text(id, { body: undefined })), complete, checkpoint(1)] : [];
      const fixture = await openSyncFixture({
        url: place.url,
        clock,
        connector,
        extractor,
        wrap: (database) => dying.wrap(database),
      });
      try {
        dying.dieAfter(point);
        await fixture.sync('incremental', { batch }).catch(() => undefined);
        const lived = !dying.dead;
        dying.dieAfter(undefined);
        await clock.advance(61_000);
        expect(await fixture.sync(), `died at ${point}`).toMatchObject({ status: 'success' });
        expect([...(await fixture.stored()).keys()].sort(), `died at ${point}`).toEqual(['a', 'a/1', 'b', 'b/1']);
        expect(await fixture.problems(true), `died at ${point}`).toEqual([]);
        if (lived) break;
      } finally {
        await fixture.close();
        await place.remove();
      }
    }
  },
  60_000,
);
