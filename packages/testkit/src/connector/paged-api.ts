import type {
  WireChanges,
  WireContainers,
  WireContents,
  WireIds,
  WireModified,
  WireNow,
  WirePage,
  WireStates,
} from './wire.ts';

export interface ListQuery {
  /** The position: ids after this one. Absent: from the beginning. */
  readonly after?: string | undefined;
  readonly limit: number;
  /** A folder of the feed: itself and what is below it. Absent: the whole feed. */
  readonly under?: string | undefined;
}

export interface ModifiedQuery {
  /** The position: (time, id) after this one. */
  readonly time: number;
  readonly id: string;
  readonly limit: number;
}

/**
 * What the connector asks of the source, over HTTP or in memory. `bodies`: with the content of each document.
 * Rejects with a SourceError, `not-found` for an unknown feed or folder.
 */
export interface PagedApi {
  feeds(): Promise<readonly { readonly id: string; readonly title: string }[]>;
  now(feed: string): Promise<WireNow>;
  /** `left`: the folder was deleted or is in another feed now. */
  list(feed: string, query: ListQuery, bodies: boolean): Promise<WirePage | 'left'>;
  ids(feed: string, query: ListQuery): Promise<WireIds | 'left'>;
  /** `expired`: the source forgot what happened since. */
  changes(feed: string, since: number, limit: number, bodies: boolean): Promise<WireChanges | 'expired'>;
  modified(feed: string, query: ModifiedQuery, bodies: boolean): Promise<WireModified>;
  containers(parent?: string, search?: string): Promise<WireContainers>;
  states(ids: readonly string[], bodies: boolean): Promise<WireStates>;
  /** Status 304 for a document whose `version` is still the one given. */
  contents(wanted: readonly { readonly id: string; readonly version?: string }[]): Promise<WireContents>;
}
