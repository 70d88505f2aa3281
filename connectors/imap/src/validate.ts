import { type Check, type Context, describeError } from '@acequia/core/contract';
import { withSession } from './connections.ts';
import { openMailboxes } from './mailboxes.ts';
import type { Settings } from './settings.ts';

/** Whether the server can be reached and lets this user in, and whether there is something to read. */
export async function validate(context: Context<Settings>): Promise<Check[]> {
  try {
    const extensions = await withSession(context, undefined, async (session) =>
      ['CONDSTORE', 'QRESYNC', 'OBJECTID', 'LIST-STATUS', 'X-GM-EXT-1'].filter((name) => session.has(name)),
    );
    const shown = extensions.length === 0 ? 'no extensions that help' : extensions.join(', ');
    const signedIn: Check = { name: 'sign-in', ok: true, message: `Signed in; the server has ${shown}.` };
    return [signedIn, await checkFolders(context)];
  } catch (error) {
    return [failed('sign-in', error)];
  }
}

async function checkFolders(context: Context<Settings>): Promise<Check> {
  try {
    const { read } = await openMailboxes(context);
    const [first] = read;
    if (!first) {
      return {
        name: 'folders',
        ok: false,
        message: 'No folder is to be read.',
        remedy: 'Take something out of the setting `skip`, or pick folders.',
      };
    }
    await withSession(context, first.path, (session) => session.examine(context, first.path));
    return { name: 'folders', ok: true, message: `${read.length} folders can be read.` };
  } catch (error) {
    return failed('folders', error);
  }
}

function failed(name: string, error: unknown): Check {
  const { message, remedy } = describeError(error);
  return { name, ok: false, message, remedy: remedy ?? 'Check server, port and credentials.' };
}
