import { expect, it } from 'vitest';
import type { DocumentRow } from '../../src/ports/batch.ts';
import { OpenBatch } from '../../src/runner/open-batch.ts';
import type { PlannedWrite } from '../../src/runner/planned-write.ts';

function planned(
  id: string,
  parent: string | undefined,
  more: Partial<PlannedWrite> = {},
  owned = false,
): PlannedWrite {
  const row = { id, key: id, title: id, parent, owned, container: false } as DocumentRow;
  return { target: row, row, sameMetadata: false, attempts: 0, superseded: false, phase: 'open', ...more };
}

const came: Partial<PlannedWrite> = {
  content: { state: 'ready', hash: '', markdown: 'text', mime: 'text/plain', warnings: [] },
};

it('what came is committed before the rest, without what depends on that', () => {
  const batch = new OpenBatch();
  batch.cursor = 1;
  batch.relists.add('a');
  for (const one of [
    planned('a', undefined, came),
    planned('below a', 'a', came),
    planned('outstanding', undefined),
    planned('below it', 'outstanding', came),
    planned('far below it', 'below it', came),
    planned('owned', 'a', came, true),
    planned('brought others', undefined, { ...came, broughtOthers: true }),
    planned('in itself', 'in itself', came),
    planned('elsewhere', 'not here', came),
  ]) {
    batch.plan(one);
  }
  const arrived = batch.takeArrived();
  expect([...arrived.planned.keys()]).toEqual(['a', 'below a', 'in itself', 'elsewhere']);
  expect([arrived.cursor, [...arrived.relists], [...batch.relists]]).toEqual([undefined, ['a'], []]);
  expect([...batch.planned.keys()]).toEqual(['outstanding', 'below it', 'far below it', 'owned', 'brought others']);
  expect(batch.cursor).toBe(1);
  expect(arrived.bytes).toBe(4 * (512 + 4));
  expect(batch.bytes).toBe(5 * 512 + 4 * 4);
});
