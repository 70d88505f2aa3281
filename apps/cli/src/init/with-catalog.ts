import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine, findWorkspace } from '@acequia/engine';
import { hostManifest } from '../session/host-manifest.ts';
import type { Session } from '../session/session.ts';

/**
 * Gives work an engine that knows the connectors and can try settings out: the workspace's own, or, where there is none
 * yet, one of a temporary folder, so that nothing is left behind when the work is given up.
 */
export async function withCatalog<T>(
  { openEngine }: Session,
  folder: string,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  if (findWorkspace(folder) === folder) return work(await openEngine(folder));
  const workspace = await mkdtemp(join(tmpdir(), 'acequia-init-'));
  try {
    const engine = await createEngine({ workspace, host: hostManifest, databaseUrl: join(workspace, 'trial.db') });
    try {
      return await work(engine);
    } finally {
      await engine.close();
    }
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}
