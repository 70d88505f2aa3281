import { type ErrorKind, SourceError } from '@acequia/core/contract';

const kinds: { readonly [code: string]: ErrorKind } = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  EISDIR: 'unreadable',
  ELOOP: 'unreadable',
  ENXIO: 'unreadable',
  ENAMETOOLONG: 'too-large',
};

const messages: { readonly [kind in ErrorKind]?: string } = {
  'not-found': 'is not there',
  forbidden: 'may not be read',
  unreadable: 'is not a file or folder that can be read',
  'too-large': 'has too long a path',
};

const remedies: { readonly [kind in ErrorKind]?: string } = {
  'not-found': 'Check that it exists and that its disk or share is mounted.',
  forbidden: 'Give the user who runs Acequia the right to read it, and to enter the folders above it.',
  'too-large': 'Shorten the names of the folders above it.',
};

/**
 * An error of the file system as one of the contract, about `what` (a path as people read it). Codes that say nothing
 * about the file itself (EIO, EMFILE, ESTALE, a share that does not answer ...) are `transient`. Other values come back as they are.
 */
export function toSourceError(error: unknown, what: string): unknown {
  if (SourceError.isInstance(error) || !isSystemError(error)) return error;
  const kind = kinds[error.code] ?? 'transient';
  const problem = messages[kind] ?? 'cannot be read at the moment';
  return new SourceError(kind, `"${what}" ${problem} (${error.code})`, { remedy: remedies[kind], cause: error });
}

/** Whether nothing is (any longer) where we looked. */
export function isAbsence(error: unknown): boolean {
  return SourceError.isInstance(error) ? error.kind === 'not-found' : hasCode(error, 'ENOENT', 'ENOTDIR');
}

/** Whether `error` came from the operating system with one of these codes. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return isSystemError(error) && codes.includes(error.code);
}

function isSystemError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}
