import { AcequiaError } from '@acequia/engine';

/** A wrong use of the command that only its work could notice: exit code 2. */
export function usageError(message: string, hint: string): AcequiaError {
  return new AcequiaError('usage', message, { hint });
}
