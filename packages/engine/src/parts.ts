import type { Clock, Extractor } from '@acequia/core';
import type { SearchReader } from '@acequia/knowledge';
import type { OpenDatabase, Vault } from '@acequia/store';
import type { ConnectorCatalog } from './catalog/connector-catalog.ts';
import type { SourceHost } from './context/open-source.ts';
import type { IndexFollower } from './indexing/index-follower.ts';
import type { WorkspaceFiles } from './workspace/workspace-files.ts';

/** What the use cases of one engine share. */
export interface Parts {
  readonly files: WorkspaceFiles;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly open: OpenDatabase;
  readonly vault: Vault;
  readonly catalog: ConnectorCatalog;
  readonly host: SourceHost;
  readonly extractor: Extractor;
  readonly follower: IndexFollower;
  /** Call it when the change log may have grown: lets the index follow, where it does by itself. */
  readonly changed: () => void;
  readonly search: SearchReader;
  /** Name of this process as the owner of leases. */
  readonly owner: string;
}
