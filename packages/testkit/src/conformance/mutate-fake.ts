import type { FakeSource } from '../fake/fake-source.ts';
import { containerIds, documentIds, isUnder } from './expected-ids.ts';

/** Does one thing to the source that it can do and that `random` chooses, and says what it was. */
export async function mutateFake(source: FakeSource, random: () => number): Promise<string> {
  const { mutate, cannot } = source;
  const choose = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const kind = choose(['create', 'update', 'rename', 'move', 'delete'] as const);
  const documents = documentIds(source);
  const id = choose(documents);
  const parent = choose(containerIds(source));
  if (id === undefined || kind === 'create') return `created ${await mutate.create()}`;
  if (kind === 'rename' && mutate.rename) return `renamed ${await mutate.rename(id, `Title ${random()}`)}`;
  if (kind === 'move' && mutate.move && parent !== undefined) {
    const expected = source.snapshot();
    const across = expected.get(id)?.slice !== expected.get(parent)?.slice;
    if (!isUnder(parent, new Set([id]), expected) && !(across && cannot.moveAcross)) {
      return `moved ${id} to ${parent} as ${await mutate.move(id, parent)}`;
    }
  }
  // A slice that a listing finds empty waits for a person: leave some.
  const slice = source.snapshot().get(id)?.slice;
  const beside = documents.filter((other) => source.snapshot().get(other)?.slice === slice).length;
  if (kind === 'delete' && mutate.delete && beside > 4) {
    await mutate.delete(id);
    return `deleted ${id}`;
  }
  if (!mutate.update) return `created ${await mutate.create()}`;
  await mutate.update(id);
  return `updated ${id}`;
}
