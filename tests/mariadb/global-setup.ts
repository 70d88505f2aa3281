import type { TestProject } from 'vitest/node';
import { type MariaDbServer, startMariaDb } from './start-mariadb.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A real server for tests, ending with `/`: `inject('mariadbUrl')`. Each test makes databases of its own. */
    mariadbUrl: string;
  }
}

/** Each project that names this file loads its own copy of it; they share one server through the process. */
const shared = globalThis as { [key: symbol]: Promise<MariaDbServer> | undefined };
const key = Symbol.for('acequia.tests.mariadb');

/** Gives tests the server that ACEQUIA_TEST_MYSQL_URL names, or else a private one for this run. */
export async function setup(project: TestProject): Promise<void> {
  const url = process.env.ACEQUIA_TEST_MYSQL_URL;
  if (url) {
    project.provide('mariadbUrl', url.endsWith('/') ? url : `${url}/`);
    return;
  }
  shared[key] ??= startMariaDb();
  project.provide('mariadbUrl', (await shared[key]).url);
}

export async function teardown(): Promise<void> {
  const starting = shared[key];
  shared[key] = undefined;
  const server = await starting?.catch(() => undefined);
  await server?.stop();
}
