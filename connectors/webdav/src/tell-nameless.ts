import type { ErrorDescription, Failure } from '@acequia/core/contract';
import { toFailure } from './document.ts';
import { type Path, toText } from './path.ts';
import type { Reading } from './reading.ts';
import { renameRemedy } from './rename-remedy.ts';

/**
 * The failure of what is listed below a folder without its address: the folder's, so that all below it is kept. Of the
 * address itself, which is no document, and where files are known by numbers and may have come from elsewhere, it is not
 * known which document was missed.
 */
export function tellNameless({ context }: Pick<Reading, 'context'>, folder: Path, hasNumbers: boolean): Failure {
  const place = folder === '' ? 'the folder of the address' : `"${toText(folder)}"`;
  const error: ErrorDescription = {
    kind: 'bad-response',
    message: `The server lists something in ${place} without its address`,
    remedy: renameRemedy,
  };
  if (folder !== '' && !hasNumbers) return toFailure(folder, error);
  context.log.warn(`${error.message}: this listing deletes nothing`, { remedy: renameRemedy });
  return { type: 'failure', error };
}
