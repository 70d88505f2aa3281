import type { AnyChange } from './read-changes.ts';

/** Memory that a change holds until it is taken, roughly, in bytes. */
export function weighChange(change: AnyChange): number {
  return 1024 + (change.type === 'upsert' ? (change.document.body?.length ?? 0) : 0);
}
