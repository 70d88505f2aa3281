import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { AnyConnector } from '../contract/connector.ts';
import { AcequiaError } from '../contract/errors.ts';
import { manifestOf } from '../contract/manifest.ts';

const packageJson = z.looseObject({
  name: z.string(),
  acequia: z.looseObject({
    kind: z.literal('connector'),
    type: z.string(),
    contract: z.int(),
    manifest: z.string().regex(/^\.\//),
  }),
});

const refuse = (message: string, hint: string, cause?: unknown) =>
  new AcequiaError('manifest_not_written', message, { hint, cause });

/**
 * Writes the manifest of a connector package that was just built, to where its package.json says. Runs the connector's
 * code once, as a build may: hosts read the manifest instead.
 *
 * @param folder of the package
 * @returns the written file
 * @throws AcequiaError `manifest_not_written`
 */
export async function writeManifest(folder: string): Promise<string> {
  const path = join(folder, 'package.json');
  const described = await readPackage(path);
  const connector = await importConnector(described.name, path);
  for (const key of ['type', 'contract'] as const) {
    const [said, is] = [described.acequia[key], connector[key]];
    if (said === is) continue;
    throw refuse(`package.json says ${key} ${said}, the connector says ${is}`, `Make acequia.${key} the same in both.`);
  }
  const file = join(folder, described.acequia.manifest);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(manifestOf(connector), null, 2)}\n`);
  return file;
}

async function readPackage(path: string): Promise<z.infer<typeof packageJson>> {
  try {
    return packageJson.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw refuse(
      `${path} describes no connector`,
      'It needs "acequia": { "kind": "connector", "type": "...", "contract": 1, "manifest": "./dist/manifest.json" }.',
      cause,
    );
  }
}

async function importConnector(name: string, path: string): Promise<AnyConnector> {
  let loaded: unknown;
  try {
    const built = createRequire(path).resolve(name);
    const module: { default?: unknown } = await import(pathToFileURL(built).href);
    loaded = module.default;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refuse(
      `${name} cannot be imported: ${reason}`,
      'Build it first, and let "exports" name what was built.',
      cause,
    );
  }
  if (typeof loaded === 'object' && loaded !== null && 'read' in loaded && 'settings' in loaded) {
    return loaded as AnyConnector;
  }
  throw refuse(`The default export of ${name} is no connector`, 'Export what defineConnector answers as default.');
}
