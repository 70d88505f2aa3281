import type { ErrorDescription } from '@acequia/core/contract';
import type { ItemStatus } from './client.ts';

/** What it means when an item that was asked for by id did not come. Undefined: the answer lacks it. */
export function describeStatus(status: ItemStatus | undefined): ErrorDescription {
  switch (status) {
    case 'forbidden':
      return { kind: 'forbidden', message: 'The token may not read this note', remedy: 'Ask its owner to share it.' };
    case 'missing':
      return { kind: 'not-found', message: 'The team shows no such note' };
    case 'deleted':
      return { kind: 'gone', message: 'The note was deleted' };
    default:
      return { kind: 'bad-response', message: 'The answer says nothing about this note' };
  }
}
