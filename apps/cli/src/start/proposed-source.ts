import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { AcequiaError, type Engine, type InstalledConnector, type Json } from '@acequia/engine';

/** A data source that `start` sets up by itself. */
export interface ProposedSource {
  readonly name: string;
  readonly knowledgeBase: string;
  /** Real path of its folder. */
  readonly path: string;
  /** More than the connector's defaults. Only those settings are used that the connector has. */
  readonly settings: { readonly [name: string]: Json };
  readonly include: readonly string[];
  readonly maxSize?: { readonly bytes: number; readonly text: string };
}

/** Name of the data source of {@link proposePackages}. */
export const sampleName = 'installed-packages';

/** The documentation inside installed packages: real documents that are on every machine with Node.js. */
export function proposePackages(path: string): ProposedSource {
  return {
    name: sampleName,
    knowledgeBase: 'documentation',
    path,
    // The links between packages would show everything many times, and packages are what is usually ignored.
    settings: { followLinks: false, ignore: ['.bin', '.git', '.acequia'] },
    include: [
      '**/*.{md,mdx,markdown,html,htm,txt,rst,pdf}',
      '**/{README,LICENSE,LICENCE,License,license,COPYING,NOTICE,AUTHORS,CHANGELOG}',
      '**/LICENSE-*',
      '**/package.json',
    ],
    maxSize: { bytes: 1_000_000, text: '1MB' },
  };
}

/** A folder that the user named. Throws `not_found` or `usage`. */
export function proposeFolder(named: string): ProposedSource {
  const path = resolve(named);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) {
    throw new AcequiaError('not_found', `${path} does not exist.`, { hint: 'Give --folder a folder that is there.' });
  }
  if (!stats.isDirectory()) {
    throw new AcequiaError('usage', `${path} is not a folder.`, { hint: 'Give the folder that holds the documents.' });
  }
  const name = basename(path) || 'documents';
  return { name, knowledgeBase: name, path, settings: {}, include: [] };
}

/** The connector for a path on this machine: it needs a `path` and nothing else, not even credentials. */
export async function findPathConnector(engine: Engine): Promise<InstalledConnector & { readonly type: string }> {
  const installed = await engine.connectors();
  for (const each of installed) {
    if (each.state === 'ready' && each.manifest && wantsOnlyPath(each.manifest)) {
      return { ...each, type: each.manifest.type };
    }
  }
  const broken = installed.find(({ reason }) => reason !== undefined);
  throw new AcequiaError('connector_missing', 'No connector that reads a path on this machine is installed.', {
    hint: broken?.reason ?? 'Install Acequia again: one comes with it.',
  });
}

function wantsOnlyPath({ auth, categories, settings }: NonNullable<InstalledConnector['manifest']>): boolean {
  const { required } = settings;
  const onlyPath = Array.isArray(required) && required.length === 1 && required[0] === 'path';
  return onlyPath && categories.includes('files') && auth.some(({ type }) => type === 'none');
}
