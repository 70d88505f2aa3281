import { SourceError } from '@acequia/core';

/** Documents that an archive may be taken out of. */
const maxDepth = 1;

/** Refuses an archive that is in an archive in an archive: such things are made to never end. */
export function checkDepth(depth: number): void {
  if (depth <= maxDepth) return;
  throw new SourceError(
    'unsupported',
    'This archive is inside an archive inside another document: it is not unpacked.',
    {
      remedy: 'Store what is needed of it outside.',
    },
  );
}
