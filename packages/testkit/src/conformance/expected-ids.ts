import type { FakeSource } from '../fake/fake-source.ts';
import { demand } from './check.ts';

/** Ids of documents with content that can be read. */
export function documentIds(source: FakeSource): string[] {
  return [...source.snapshot()].flatMap(([id, { container, unreadable }]) => (container || unreadable ? [] : [id]));
}

export function containerIds(source: FakeSource): string[] {
  return [...source.snapshot()].flatMap(([id, { container }]) => (container ? [id] : []));
}

/** The one at this place; fails when there are not so many. */
export function pickFrom(ids: readonly string[], index: number, what: string): string {
  const id = ids.at(index);
  demand(
    id !== undefined,
    `The fake has only ${ids.length} ${what}.`,
    'Have the fake start with more, or pass `documents` to describeConnector.',
  );
  return id;
}

/** Whether a document is one of these or lies below one. */
export function isUnder(
  id: string,
  roots: ReadonlySet<string>,
  expected: ReadonlyMap<string, { readonly parent?: string }>,
): boolean {
  const met = new Set<string>();
  for (let at: string | undefined = id; at !== undefined && !met.has(at); at = expected.get(at)?.parent) {
    if (roots.has(at)) return true;
    met.add(at);
  }
  return false;
}
