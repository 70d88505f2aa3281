import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type DataSource, type Engine, findWorkspace, initWorkspace } from '@acequia/engine';
import { freeName } from '../init/free-name.ts';
import { findNearestWorkspace, startFolder } from '../session/find-workspace.ts';
import { hostManifest } from '../session/host-manifest.ts';
import type { Session } from '../session/session.ts';
import { findInstalledPackages } from './installed-packages.ts';
import { findPathConnector, type ProposedSource, proposeFolder, proposePackages } from './proposed-source.ts';
import { writeStartConfig } from './start-config.ts';

/** What `start` works on. */
export interface Prepared {
  readonly engine: Engine;
  /** True: the workspace was made just now. */
  readonly isNew: boolean;
  readonly dataSources: readonly DataSource[];
}

/** Finds or makes the workspace and its data sources: the named folder, else those that it has, else a sample. */
export async function prepareSources(session: Session, folder: string | undefined): Promise<Prepared> {
  // A wrong folder is noticed before anything is made.
  const named = folder === undefined ? undefined : proposeFolder(folder);
  const workspace = chooseWorkspace(session.options.workspace);
  const isNew = findWorkspace(workspace) !== workspace;
  if (isNew) await initWorkspace(workspace);
  const engine = await session.openEngine(workspace);
  if (isNew) {
    const { type } = await findPathConnector(engine);
    await writeFile(join(workspace, 'acequia.yaml'), writeStartConfig(named ?? proposeSample(), type));
  }
  await engine.apply();
  const dataSources = await engine.dataSources();
  if (named) return { engine, isNew, dataSources: [await findOrCreate(engine, dataSources, named)] };
  if (dataSources.length === 0) {
    return { engine, isNew, dataSources: [await findOrCreate(engine, dataSources, proposeSample())] };
  }
  return { engine, isNew, dataSources: dataSources.filter(({ status }) => status !== 'paused') };
}

function proposeSample(): ProposedSource {
  return proposePackages(findInstalledPackages(dirname(hostManifest)));
}

function chooseWorkspace(named: string | undefined): string {
  if (named !== undefined) return resolve(named);
  return findNearestWorkspace(process.cwd()) ?? resolve(startFolder);
}

async function findOrCreate(
  engine: Engine,
  dataSources: readonly DataSource[],
  proposed: ProposedSource,
): Promise<DataSource> {
  const existing = dataSources.find(({ settings }) => settings.path === proposed.path);
  if (existing) return existing;
  const { type } = await findPathConnector(engine);
  const { knowledgeBase, path, settings, include, maxSize } = proposed;
  const knowledgeBases = await engine.knowledgeBases();
  if (!knowledgeBases.some(({ name }) => name === knowledgeBase)) await engine.createKnowledgeBase(knowledgeBase);
  const taken = new Set(dataSources.map(({ name }) => name));
  return engine.createDataSource({
    name: freeName(proposed.name, taken),
    knowledgeBase,
    type,
    settings: { path, ...settings },
    filters: { include, maxSize: maxSize?.bytes },
  });
}
