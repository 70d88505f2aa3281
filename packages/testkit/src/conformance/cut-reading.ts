import type { AnyConnector, Change, Json } from '@acequia/core';

/** The same connector, telling of each element that `read` yields once the host has taken it. */
export function watchReading(
  connector: AnyConnector,
  onTaken: (change: Change<Json>, slice: string) => void,
): AnyConnector {
  return {
    ...connector,
    async *read(context, slice, cursor) {
      for await (const change of connector.read(context, slice, cursor)) {
        yield change;
        onTaken(change, slice.id);
      }
    },
  };
}
