import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFolder } from '../src/client.ts';
import { fetchOne, idsOf, readAll } from './collect.ts';
import { startFake } from './fake/index.ts';
import { createContext } from './test-context.ts';

let source: Awaited<ReturnType<typeof startFake>>;
beforeEach(async () => {
  source = await startFake();
});
afterEach(() => source.close());

const rootOf = () => String(source.settings.path);

it('forbids files whoever runs the tests, and allows them again', async () => {
  const [id = '', other = ''] = [...source.snapshot()].flatMap(([name, { container }]) => (container ? [] : [name]));
  source.forbid?.([id]);
  expect(await fetchOne(rootOf(), id)).toMatchObject({ error: { kind: 'forbidden' } });
  expect(await fetchOne(rootOf(), other)).toHaveProperty('body');
  await source.mutate.update?.(id);
  expect(await fetchOne(rootOf(), id)).toMatchObject({ error: { kind: 'forbidden' } });
  source.forbid?.([]);
  expect(await fetchOne(rootOf(), id)).toHaveProperty('body');
});

it('allows a forbidden file again that was deleted meanwhile', async () => {
  const [id = ''] = [...source.snapshot()].flatMap(([name, { container }]) => (container ? [] : [name]));
  source.forbid?.([id]);
  await source.mutate.delete?.(id);
  expect(await fetchOne(rootOf(), id)).toMatchObject({ error: { kind: 'not-found' } });
  source.forbid?.([]);
  await source.mutate.restore?.(id);
  expect(await fetchOne(rootOf(), id)).toHaveProperty('body');
});

it('gives another root with the same in it', async () => {
  const look = async () => ({
    identity: (await openFolder(createContext({ path: rootOf() }))).identity,
    ids: idsOf(await readAll(rootOf())),
  });
  const before = await look();
  source.expireCursors?.();
  const after = await look();
  expect(after.ids).toEqual(before.ids);
  expect(after.identity).not.toBe(before.identity);
});
