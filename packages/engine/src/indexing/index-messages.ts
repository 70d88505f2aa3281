import type { IndexProgress } from '../index-progress.ts';

/** Where the index worker reads from and writes to. */
export interface IndexWorkerData {
  /** As for the engine. */
  readonly databaseUrl: string;
  /** File of the index, where the database is SQLite. */
  readonly searchIndex: string;
}

/** To the worker. */
export type IndexRequest = { readonly type: 'catch-up' } | { readonly type: 'close' };

/** From the worker: exactly one `done` or `failed` for each `catch-up`. */
export type IndexAnswer =
  | { readonly type: 'progress'; readonly progress: IndexProgress }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly message: string };
