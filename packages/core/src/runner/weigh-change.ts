import type { AccessChange } from '../contract/access.ts';
import type { Change, Seen } from '../contract/change.ts';
import type { Json } from '../contract/json.ts';

/** Memory that a change holds until it is taken, roughly, in bytes. */
export function weighChange(change: Change<Json> | Seen | AccessChange): number {
  return 1024 + (change.type === 'upsert' ? (change.document.body?.length ?? 0) : 0);
}
