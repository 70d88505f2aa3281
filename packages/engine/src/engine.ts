import type {
  AnyConnector,
  Check,
  Counts,
  Document,
  Filters,
  InstalledConnector,
  Json,
  Progress,
  SyncKind,
  SyncOutcome,
} from '@acequia/core';
import type {
  DocumentDetails,
  DocumentQuery,
  FailedDocument,
  StoredDocumentInfo,
  WithheldDeletions,
} from './documents.ts';
import type { IndexProgress } from './index-progress.ts';
import type { Schedule } from './schedule/schedule.ts';
import type { SearchHit, SearchRequest } from './search.ts';

/** Name or id of a data source or knowledge base. */
export type Ref = string | number;

export interface KnowledgeBase {
  readonly id: number;
  readonly name: string;
  readonly createdAt: number;
}

/** How a data source is set up. */
export interface DataSourceInput {
  /** Unique in the tenant. */
  readonly name: string;
  readonly knowledgeBase: Ref;
  /** Type of the connector. */
  readonly type: string;
  /** As the connector's schema says. Those that it marks as secret are encrypted, and never answered. */
  readonly settings: { readonly [name: string]: Json };
  /** Fields of the auth method; encrypted before they are stored. Absent: none. */
  readonly credentials?: { readonly [name: string]: string };
  /** Ids of containers; empty or absent: everything. */
  readonly picks?: readonly string[];
  readonly filters?: Filters;
  /** When it is synced by itself, while something watches: `acequia sync --watch`. Empty or absent: nobody said. */
  readonly schedule?: Schedule;
  /** False: deletions are found but wait for a person. Default true. */
  readonly syncDeletions?: boolean;
}

/** A data source that is not stored yet, as far as its connector is asked about it. */
export type DataSourceTrial = Pick<DataSourceInput, 'type' | 'settings' | 'credentials'>;

/** A configured connector. Credentials are never part of it. */
export interface DataSource extends Required<Omit<DataSourceInput, 'credentials' | 'knowledgeBase'>> {
  readonly id: number;
  readonly knowledgeBase: KnowledgeBase;
  readonly status: 'active' | 'paused' | 'error' | 'needs_reauth';
  readonly credentialsConfigured: boolean;
  /** Live documents, without containers. */
  readonly totalDocuments: number;
  /** Those that could not be read, by whichever sync, without ignored ones. */
  readonly failingDocuments: number;
  readonly lastSyncAt?: number;
  readonly latestSyncLog?: SyncLog;
}

export interface SyncLog {
  readonly id: number;
  readonly dataSource: string;
  readonly kind: SyncKind;
  readonly trigger: 'manual' | 'schedule' | 'webhook';
  readonly status: 'running' | SyncOutcome['status'];
  readonly startedAt: number;
  readonly finishedAt?: number;
  readonly counts: Readonly<Counts>;
  /** What ended it, as an error description or a sentence. */
  readonly error?: string;
  readonly remedy?: string;
  /** Kind of the error, where a source had to do with it. */
  readonly errorKind?: string;
  /** Slices that did not end well. */
  readonly slices: SyncOutcome['slices'];
  /** `waiting`: when it may go on. */
  readonly waitingUntil?: number;
}

export interface SyncRequest {
  /** Default `incremental`. */
  readonly kind?: SyncKind;
  /** Why it runs, for its log. Default `manual`. */
  readonly trigger?: 'manual' | 'schedule';
  /** Forget versions and fetch every body again. */
  readonly refetch?: boolean;
  /** Each slice stops after so many documents. */
  readonly maxDocuments?: number;
  /** Only tells what a sync would do: nothing is downloaded or written. SQLite only. Default false. */
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** One entry of the change log. */
export interface ChangeEntry {
  /** Where to go on: opaque. */
  readonly position: string;
  readonly type: 'upsert' | 'delete';
  readonly document: StoredDocumentInfo;
  /** Upserts with content only. */
  readonly markdown?: string;
}

/** What `plan` and `apply` look at. */
export interface ApplyOptions {
  /** Delete data sources that the file does not name, with their documents. Default false. */
  readonly prune?: boolean;
  /** Another file than the workspace's `acequia.yaml`. Paths in it start at its own folder. */
  readonly file?: string;
}

/** What `apply` will do, or did, to one data source or knowledge base. */
export interface PlanStep {
  readonly action: 'create' | 'update' | 'unchanged' | 'delete' | 'extra';
  readonly what: 'knowledge base' | 'data source';
  readonly name: string;
  /** For people: which fields differ. */
  readonly details: readonly string[];
}

/**
 * Everything that an application can do with a workspace. Methods reject with AcequiaError; codes: `not_found`,
 * `bad_config`, `bad_settings`, `bad_schedule`, `sync_running`, `paused`, `needs_credentials`, `connector_missing`,
 * `name_taken`, `database_*`.
 */
export interface Engine {
  /** The workspace's folder. */
  readonly workspace: string;
  /** For people: which database is used, without its password. */
  readonly databaseDescription: string;

  knowledgeBases(): Promise<KnowledgeBase[]>;
  createKnowledgeBase(name: string): Promise<KnowledgeBase>;

  connectors(): Promise<InstalledConnector[]>;
  /** The connector's code. */
  connector(type: string): Promise<AnyConnector>;
  /**
   * Installs a connector package into the workspace with npm, exact and without its scripts: NAME, NAME@VERSION, or the
   * path of a tarball or folder. It does not run before it is trusted.
   *
   * @throws AcequiaError `plugin_refused`, `plugin_install_failed`
   */
  addConnector(spec: string): Promise<InstalledConnector>;
  /** Lets an added package run, in the version that is installed. @throws AcequiaError `not_found` */
  trustConnector(name: string): Promise<InstalledConnector>;
  /** @throws AcequiaError `not_found` */
  removeConnector(name: string): Promise<void>;

  dataSources(knowledgeBase?: Ref): Promise<DataSource[]>;
  dataSource(ref: Ref): Promise<DataSource>;
  /** Checks the settings, not the connection. */
  createDataSource(input: DataSourceInput): Promise<DataSource>;
  updateDataSource(ref: Ref, changes: Partial<DataSourceInput>): Promise<DataSource>;
  /** Its documents go with it. */
  deleteDataSource(ref: Ref): Promise<void>;
  /** No sync begins any more, and one that runs, in any process, stops at its next checkpoint. */
  pauseDataSource(ref: Ref): Promise<DataSource>;
  resumeDataSource(ref: Ref): Promise<DataSource>;
  validate(ref: Ref, signal?: AbortSignal): Promise<Check[]>;
  /** One level of the containers that can be picked. @throws AcequiaError `unsupported` where there are none */
  resources(ref: Ref, parent?: string, search?: string, signal?: AbortSignal): Promise<Document[]>;
  /** The same checks for a data source that is not stored, which it does not become. */
  validateTrial(trial: DataSourceTrial, signal?: AbortSignal): Promise<Check[]>;
  trialResources(trial: DataSourceTrial, parent?: string, search?: string, signal?: AbortSignal): Promise<Document[]>;

  /**
   * Runs a sync to its end and answers its log. The index follows on its own, unless told otherwise: see {@link indexed}.
   *
   * @throws AcequiaError `paused` when the data source is; a dry run is allowed
   */
  sync(ref: Ref, request?: SyncRequest): Promise<SyncLog>;
  /** Brings the search index up to the change log, or waits until it is. */
  indexed(options?: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: IndexProgress) => void;
  }): Promise<void>;

  syncLogs(ref?: Ref, limit?: number): Promise<SyncLog[]>;
  syncLog(id: number): Promise<SyncLog>;

  failures(ref: Ref, limit?: number): Promise<FailedDocument[]>;
  /**
   * Makes failures due now. Absent ids: all. Answers how many.
   *
   * @throws AcequiaError `not_found` for an id that is not failing
   */
  retryFailures(ref: Ref, ids?: readonly string[]): Promise<number>;
  /** They are not tried again until they change. Answers how many. @throws AcequiaError `not_found`, as for retrying */
  ignoreFailures(ref: Ref, ids: readonly string[]): Promise<number>;

  withheldDeletions(ref: Ref, limit?: number): Promise<WithheldDeletions>;
  /** Deletes what waits, but nothing at all when that is more than `upTo`. Answers how many went. */
  approveDeletions(ref: Ref, upTo: number): Promise<number>;
  /** Keeps what waits, until the source shows it again. Answers how many. */
  rejectDeletions(ref: Ref): Promise<number>;

  documents(query?: DocumentQuery): Promise<{ readonly documents: StoredDocumentInfo[]; readonly total: number }>;
  document(id: number): Promise<DocumentDetails>;
  /** All documents with their text, by id: one at a time in memory. */
  exportDocuments(query?: Omit<DocumentQuery, 'limit' | 'after'>): AsyncIterable<DocumentDetails>;
  search(request: SearchRequest): Promise<SearchHit[]>;
  /** The change log of a knowledge base after a position, up to now. */
  changes(knowledgeBase: Ref, after?: string): AsyncIterable<ChangeEntry>;

  /** Compares `acequia.yaml` with what is stored. */
  plan(options?: ApplyOptions): Promise<PlanStep[]>;
  /** Makes it so. Without `prune` nothing is deleted. Secrets that the file does not name stay as they are stored. */
  apply(options?: ApplyOptions): Promise<PlanStep[]>;
  /** Adds a stored data source to `acequia.yaml`, without its secrets; what stands there stays, comments too. */
  addToConfig(ref: Ref): Promise<void>;
  /**
   * Seals all stored secrets with a new key, or with the first one of `ACEQUIA_ENCRYPTION_KEY` where that is set.
   * Answers how many. Other processes must not use the workspace meanwhile.
   *
   * @throws AcequiaError `sync_running`, `encryption_key_file`, `credentials_unreadable`
   */
  rotateKey(): Promise<number>;
  /** Checks of this installation, with remedies. */
  doctor(): Promise<Check[]>;

  /** Calling it again does nothing. */
  close(): Promise<void>;
}

export interface EngineOptions {
  /** A folder with `acequia.yaml` and `.acequia/`; made if missing. */
  readonly workspace: string;
  /** Default: environment `ACEQUIA_DATABASE_URL`, else `.acequia/acequia.db`. */
  readonly databaseUrl?: string;
  /** package.json of the application: its dependencies are searched for connectors. */
  readonly host: string;
  /** Name and value of environment variables, for `${NAME}` in `acequia.yaml`. Default `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /**
   * When the search index takes in what syncs wrote: by itself, while they run (`following`, the default), or only when
   * `indexed` is called (`asked`): for applications with an index of their own, which follow `changes`. Deleted documents
   * are kept until the search index has passed them, so call it now and then.
   */
  readonly indexing?: 'following' | 'asked';
}
