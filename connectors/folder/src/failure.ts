import { describeError, type Failure, SourceError } from '@acequia/core/contract';
import { type BytePath, toText } from './byte-path.ts';
import { identify } from './document-identity.ts';
import { maxIdBytes } from './path-id.ts';
import { toSourceError } from './source-error.ts';

/** The failure of what is at `path`: it exists, so it is protected with all below it. */
export function toFailure(path: BytePath, error: unknown): Failure {
  const { id, title, ref } = identify(path);
  return {
    type: 'failure',
    id,
    title,
    ...(ref !== undefined && { ref }),
    error: describeError(toSourceError(error, toText(path))),
  };
}

/** Why a path whose id is over the contract's limit is not read. */
export function pathTooLong(): SourceError {
  return new SourceError('too-large', `Its path is longer than ${maxIdBytes} bytes`, {
    remedy: 'Shorten the names of the folders above it, or add one of them as a data source of its own.',
  });
}
