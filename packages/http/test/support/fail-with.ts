import { SourceError } from '@acequia/core';

/** The error that a promise rejects with; fails when it does not, or with something else than a SourceError. */
export async function failWith(promise: Promise<unknown>): Promise<SourceError> {
  const outcome = await promise.then(
    () => 'no error',
    (error: unknown) => error,
  );
  if (SourceError.isInstance(outcome)) return outcome;
  throw new Error('Expected a SourceError', { cause: outcome });
}
