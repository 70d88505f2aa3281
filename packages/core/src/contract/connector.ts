import type { z } from 'zod';
import type { AccessChange, Group } from './access.ts';
import type { AuthMethod } from './auth.ts';
import type { Capabilities } from './capabilities.ts';
import type { Change, Seen } from './change.ts';
import type { Check } from './check.ts';
import type { Context } from './context.ts';
import type { Document } from './document.ts';
import type { Fetched, Wanted } from './fetched.ts';
import type { Json } from './json.ts';
import type { Pick, Slice } from './slice.ts';
import type { WebhookReceiver } from './webhook.ts';

/** The contract version of this package: the only axis of compatibility between connectors and hosts. */
export const contractVersion = 1;

/** A published limit: so many requests in a window. */
export interface Rate {
  /** Which of the source's separate limits. Absent: the default one. */
  readonly bucket?: string;
  readonly requests: number;
  /** Milliseconds. */
  readonly window: number;
}

/**
 * A package that reads one kind of source. Stateless: no database, no retries, no sleeping, no caching, no reading
 * ahead. It may touch only what {@link Context} offers. Most members are optional.
 *
 * `S` is the parsed settings, `C` the cursor.
 */
export interface Connector<S = unknown, C extends Json = Json> {
  /** Unique name of the kind of source: `[a-z][a-z0-9-]*`. */
  readonly type: string;
  readonly contract: typeof contractVersion;
  /** For people, in catalogs and forms. */
  readonly title: string;
  readonly description: string;
  /** An SVG document, at most 16 KiB. */
  readonly icon?: string;
  readonly categories?: readonly string[];
  /** Form, validation and documentation in one. Strict: unknown settings are refused. See {@link SettingMeta}. */
  readonly settings: z.ZodType<S>;
  /** The ways to sign in, best first. Never empty: `[{ type: 'none' }]` where there is nothing to prove. */
  readonly auth: readonly AuthMethod[];
  /** Refuses every cursor that it does not know exactly: such a slice is read from the beginning. At most 64 KiB as JSON. */
  readonly cursor: z.ZodType<C>;
  /** Raise it when the same bytes give another document: all contents are fetched again. */
  readonly contentRevision: number;
  readonly capabilities: Capabilities;
  /**
   * Origins that it talks to (`https://api.example.com`, `https://*.example.com`): shown before first use, and the only
   * ones that get the credentials, so a pre-signed address elsewhere is asked without them. Absent: the settings say
   * where, and every origin that is asked gets them.
   */
  readonly origins?: readonly string[];
  /** Published rate limits of the source. The host keeps to them and shares them over all syncs of a credential. */
  readonly rates?: readonly Rate[];

  /** Looks whether the settings and credentials work. Never throws for what it can name: one check each, with a remedy. */
  validate(context: Context<S>): Promise<Check[]>;

  /** One lazy level of the picker's tree below `parent` (absent: the top), or what matches `search`. Containers only. */
  listContainers?(context: Context<S>, parent?: string, search?: string): AsyncIterable<Document>;

  /**
   * The slices that the picks need, now. Absent: one slice, `{ id: '', roots: picks }`.
   *
   * What is not offered is neither read nor emptied. `known`: the ids of all slices that were ever offered, so that one
   * that the source certainly ended (a deleted mail folder) can be offered once more, to be read as deleted; hosts that
   * do not tell leave it out.
   */
  slices?(context: Context<S>, picks: readonly Pick[], known?: readonly string[]): AsyncIterable<Slice>;

  /**
   * Reads a slice: from the beginning without a cursor, else on from it, whatever phase (listing or following) that was.
   * Returning means caught up. The last checkpoint is kept for the next time.
   */
  read(context: Context<S>, slice: Slice, cursor: C | null): AsyncIterable<Change<C>>;

  /** Cheaper than reading from the beginning: ids only, with the same rules for resuming and completeness. Its cursors are its own. */
  readIds?(context: Context<S>, slice: Slice, cursor: C | null): AsyncIterable<Change<C> | Seen>;

  /** Access only, of documents that the store has. */
  readAccess?(context: Context<S>, slice: Slice, cursor: C | null): AsyncIterable<Change<C> | AccessChange>;

  /** All groups of the source: before the first sync, and in each full or access sync. */
  groups?(context: Context<S>): AsyncIterable<Group>;

  /**
   * Contents of up to `capabilities.contentBatch` documents, each as soon as it is at hand. Absent: every upsert has its
   * body inline. What is wrong with one document is an answer for it. A call that throws is made again in halves for
   * those that did not come, as long as anything comes, except for `auth` and `rate-limited`.
   */
  fetchContent?(context: Context<S>, wanted: readonly Wanted[]): AsyncIterable<Fetched>;

  /** The current state of single documents: an upsert, a delete, or a failure for each. For hints, retries and confirming absences. */
  fetchDocuments?(context: Context<S>, wanted: readonly Wanted[]): AsyncIterable<Change<never>>;

  readonly webhook?: WebhookReceiver<S>;
}

/** A connector whose settings and cursor types a host need not know: what it hands back was parsed by the connector's own schemas. */
export type AnyConnector = Connector<unknown, Json>;

/** Declares a connector with its types inferred from the two schemas. The default export of a connector package. */
export function defineConnector<S, C extends Json>(connector: Connector<S, C>): Connector<S, C> {
  return connector;
}
