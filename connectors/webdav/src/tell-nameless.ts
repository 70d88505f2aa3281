import type { ErrorDescription, Failure } from '@acequia/core/contract';
import { type Path, toText } from './path.ts';
import type { Reading } from './reading.ts';
import { renameRemedy } from './rename-remedy.ts';

/** The failure of what a listing of a folder has without its address: it is not known which document was missed. */
export function tellNameless({ context }: Pick<Reading, 'context'>, folder: Path): Failure {
  const place = folder === '' ? 'the folder of the address' : `"${toText(folder)}"`;
  const error: ErrorDescription = {
    kind: 'bad-response',
    message: `The server lists something in ${place} without its address`,
    remedy: renameRemedy,
  };
  context.log.warn('Something is listed without its address: this listing deletes nothing', { folder });
  return { type: 'failure', error };
}
