import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineConfig, type Options } from 'tsup';

/** The one build of every library package: ESM and declarations, from `src/index.ts` unless told otherwise. */
export function library(options: Options = {}) {
  return defineConfig({
    entry: ['src/index.ts'],
    format: 'esm',
    target: 'node24',
    platform: 'node',
    dts: true,
    clean: true,
    splitting: true,
    sourcemap: true,
    ...options,
  });
}

/** The build of a connector package: a library with its `dist/manifest.json`, so that catalogs and forms run none of its code. */
export function connector(options: Options = {}) {
  return library({ ...options, onSuccess: writeManifest });
}

/** Runs in the package's folder, after its code was written; `@acequia/core` must be built. */
async function writeManifest(): Promise<void> {
  const folder = process.cwd();
  const core = createRequire(join(folder, 'package.json')).resolve('@acequia/core/contract');
  const { manifestOf } = await import(pathToFileURL(core).href);
  const { default: built } = await import(pathToFileURL(join(folder, 'dist/index.js')).href);
  await writeFile(join(folder, 'dist/manifest.json'), `${JSON.stringify(manifestOf(built), null, 2)}\n`);
}
