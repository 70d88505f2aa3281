import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { AnyConnector } from '@acequia/core';
import type { StartFake } from '@acequia/testkit';

const folder = new URL('../../../connectors/', import.meta.url);

/** A connector of this repository with its fake. */
export interface FakedConnector {
  readonly connector: AnyConnector;
  readonly startFake: StartFake;
}

/** Those that have a fake, in the order of their names. @param only type of one; absent: all */
export async function findConnectors(only?: string): Promise<FakedConnector[]> {
  const found: FakedConnector[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const fake = new URL(`${name}/test/fake/index.ts`, folder);
    if ((only !== undefined && name !== only) || !existsSync(fake)) continue;
    const { startFake } = (await import(fake.href)) as { readonly startFake: StartFake };
    const { default: connector } = (await import(new URL(`${name}/src/index.ts`, folder).href)) as {
      readonly default: AnyConnector;
    };
    found.push({ connector, startFake });
  }
  return found;
}
