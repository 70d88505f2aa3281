import { SourceError } from '@acequia/core';
import type { CompoundFolder } from './compound-folder.ts';

/** What the old Office formats keep their text in. */
const legacy: readonly (readonly [string, string, string])[] = [
  ['WordDocument', 'application/msword', 'docx'],
  ['Workbook', 'application/vnd.ms-excel', 'xlsx'],
  ['Book', 'application/vnd.ms-excel', 'xlsx'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint', 'pptx'],
];

/** Says what a compound file is that is no mail. */
export function refuseCompound(root: CompoundFolder): SourceError {
  if (root.has('EncryptedPackage')) {
    return new SourceError('unreadable', 'This document is protected by a password.', {
      remedy: 'Store a copy without a password.',
    });
  }
  const found = legacy.find(([stream]) => root.has(stream));
  const [, mime, ending] = found ?? ['', 'application/x-cfb', undefined];
  return new SourceError('unsupported', `A content of the type ${mime} cannot be turned into text.`, {
    remedy: ending === undefined ? 'Store it in a supported format, such as PDF.' : `Save it as .${ending}.`,
  });
}
