import { AcequiaError, type DataSource, type Engine, initWorkspace } from '@acequia/engine';
import type { Session } from '../session/session.ts';
import type { Draft } from './draft.ts';

/** Makes a folder a workspace. Answers whether it was none. Throws `workspace_not_writable`. */
export async function makeWorkspace(folder: string, knowledgeBase?: string): Promise<boolean> {
  try {
    return await initWorkspace(folder, knowledgeBase);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AcequiaError('workspace_not_writable', `${folder} cannot be made a workspace: ${reason}`, {
      hint: 'Choose a folder that you may write to.',
      cause: error,
    });
  }
}

/** What {@link makeSource} made. */
export interface Made {
  readonly engine: Engine;
  /** True: the workspace is new. */
  readonly created: boolean;
  readonly dataSource: DataSource;
}

/** Stores a data source and adds it to acequia.yaml: both or neither. Makes the workspace first if there is none. */
export async function makeSource({ openEngine }: Session, folder: string, draft: Draft): Promise<Made> {
  const created = await makeWorkspace(folder, draft.knowledgeBase);
  const engine = await openEngine(folder);
  const known = await engine.knowledgeBases();
  if (!known.some(({ name }) => name === draft.knowledgeBase)) await engine.createKnowledgeBase(draft.knowledgeBase);
  const dataSource = await engine.createDataSource(draft);
  try {
    await engine.addToConfig(dataSource.id);
  } catch (error) {
    await engine.deleteDataSource(dataSource.id);
    throw error;
  }
  return { engine, created, dataSource };
}
