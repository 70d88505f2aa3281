import { type Check, type Context, describeError } from '@acequia/core/contract';
import { type Folder, openFolder, readNames, statPath } from './client.ts';
import { createExclusion } from './selection.ts';
import type { Settings } from './settings.ts';
import { toSourceError } from './source-error.ts';

/** Checks `path` (is it there, allowed, a folder), then `readable` (may its names be read, may it be entered). */
export async function validate(context: Context<Settings>): Promise<Check[]> {
  const { path } = context.settings;
  try {
    const folder = await openFolder(context);
    return [
      { name: 'path', ok: true, message: `"${path}" is a folder` },
      await checkReadable(context.settings, folder),
    ];
  } catch (error) {
    return [failedCheck('path', error)];
  }
}

async function checkReadable(settings: Settings, folder: Folder): Promise<Check> {
  try {
    const excludes = createExclusion(settings);
    const names = (await readNames(folder.root)).filter((name) => !excludes('', name));
    const [first] = names;
    if (first === undefined) {
      return {
        name: 'readable',
        ok: true,
        message: `Nothing in "${settings.path}" would be read. If that is a surprise, check that its disk or share is mounted, and what the settings leave out`,
      };
    }
    await statPath(`${folder.root}/${first}`);
    return { name: 'readable', ok: true, message: `"${settings.path}" can be read and holds ${names.length} entries` };
  } catch (error) {
    return failedCheck('readable', toSourceError(error, settings.path));
  }
}

function failedCheck(name: string, error: unknown): Check {
  const { message, remedy } = describeError(error);
  return { name, ok: false, message, ...(remedy !== undefined && { remedy }) };
}
