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
