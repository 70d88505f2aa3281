import { type AnyConnector, type Change, type Json, SourceError } from '@acequia/core';

/** The same connector, telling of each element that `read` yields once the host has taken it, and waiting for the answer. */
export function watchReading(
  connector: AnyConnector,
  onTaken: (change: Change<Json>, slice: string) => Promise<void> | void,
): AnyConnector {
  return {
    ...connector,
    async *read(context, slice, cursor) {
      for await (const change of connector.read(context, slice, cursor)) {
        yield change;
        await onTaken(change, slice.id);
      }
    },
  };
}

/**
 * The same connector until `isLast` answers true; from then on every reading breaks off. What was yielded by then is
 * stored, and nothing else: the host commits what is at hand when a source fails.
 */
export function cutReading(connector: AnyConnector, isLast: (change: Change<Json>) => boolean): AnyConnector {
  let isOver = false;
  return {
    ...connector,
    async *read(context, slice, cursor) {
      for await (const change of connector.read(context, slice, cursor)) {
        if (isOver) throw new SourceError('transient', 'The connection was cut');
        isOver = isLast(change);
        yield change;
      }
    },
  };
}
