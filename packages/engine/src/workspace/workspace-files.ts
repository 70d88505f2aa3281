import { join } from 'node:path';

/** Where a workspace keeps its things. */
export interface WorkspaceFiles {
  readonly folder: string;
  /** What people edit. */
  readonly config: string;
  /** What belongs to the engine; in it nothing is for people. */
  readonly state: string;
  readonly database: string;
  readonly searchIndex: string;
  readonly key: string;
  readonly log: string;
  /** Connector packages that were added. */
  readonly plugins: string;
}

/** The paths of a workspace; none of them need exist. */
export function workspaceFiles(folder: string): WorkspaceFiles {
  const state = join(folder, '.acequia');
  return {
    folder,
    config: join(folder, 'acequia.yaml'),
    state,
    database: join(state, 'acequia.db'),
    searchIndex: join(state, 'search.db'),
    key: join(state, 'key'),
    log: join(state, 'acequia.log'),
    plugins: join(state, 'plugins'),
  };
}
