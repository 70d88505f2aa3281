import { SourceError } from '@acequia/core/contract';
import type { Position } from './cursor.ts';
import type { FolderState } from './session.ts';

/** @throws SourceError `cursor-expired` when the UIDs of the folder mean other mails now, or its counters ran back */
export function requireSame(position: Pick<Position, 'uidValidity' | 'uid' | 'modseq'>, state: FolderState): void {
  const ahead = state.uidNext !== undefined && position.uid >= state.uidNext;
  const rewound = BigInt(position.modseq ?? 0) > BigInt(state.modseq ?? position.modseq ?? 0);
  if (position.uidValidity === state.uidValidity && !ahead && !rewound) return;
  throw new SourceError('cursor-expired', 'The server numbered the mails of this folder anew', {
    remedy: 'Nothing to do: the folder is listed again.',
  });
}
