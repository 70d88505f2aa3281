import type { AccessChange } from '../contract/access.ts';
import type { Change, Seen } from '../contract/change.ts';
import type { AnyConnector } from '../contract/connector.ts';
import type { Context } from '../contract/context.ts';
import type { Json } from '../contract/json.ts';
import type { Slice } from '../contract/slice.ts';
import type { Reading } from '../ports/sync-store.ts';

/** Whatever a connector may say, in any way of reading. */
export type AnyChange = Change<Json> | Seen | AccessChange;

/** The member of the connector that a kind of reading calls. */
export function readChanges(
  connector: AnyConnector,
  kind: Reading['kind'],
  context: Context<unknown>,
  slice: Slice,
  cursor: Json | null,
): AsyncIterable<AnyChange> {
  if (kind === 'ids' && connector.readIds) return connector.readIds(context, slice, cursor);
  if (kind === 'access' && connector.readAccess) return connector.readAccess(context, slice, cursor);
  return connector.read(context, slice, cursor);
}
