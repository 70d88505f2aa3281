import type { PlannedWrite } from './planned-write.ts';

/** Bytes that are asked for together, as far as sizes are known: large contents come side by side, not one behind another. */
const groupBytes = 8 * 1024 * 1024;

/**
 * What one call fetches: no more than the connector takes at once, nor so much that few groups fit into the pool together.
 *
 * @param contentBatch of the connector; default 1
 */
export function* groupContents(
  planned: readonly PlannedWrite[],
  contentBatch = 1,
): Generator<readonly PlannedWrite[], void, undefined> {
  let group: PlannedWrite[] = [];
  let bytes = 0;
  for (const one of planned) {
    const { size = 0 } = one.target;
    if (group.length > 0 && (group.length >= contentBatch || bytes + size > groupBytes)) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(one);
    bytes += size;
  }
  if (group.length > 0) yield group;
}

/** The first half and the rest of what a broken call did not bring. */
export function halve<K, V>(map: ReadonlyMap<K, V>): Map<K, V>[] {
  const entries = [...map];
  const middle = Math.ceil(entries.length / 2);
  return [entries.slice(0, middle), entries.slice(middle)]
    .filter((half) => half.length > 0)
    .map((half) => new Map(half));
}
