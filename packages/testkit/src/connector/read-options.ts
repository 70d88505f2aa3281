import type { ReadMode } from './paged-cursor.ts';

/** What a connector for the source is like. */
export interface ReadOptions {
  /** How it follows changes. Default `feed`. */
  readonly mode?: ReadMode;
  /** Bodies with the listing, or fetched when they are wanted. Default `inline`. */
  readonly content?: 'inline' | 'lazy';
  /** Documents in one `fetchContent`. Default 50. */
  readonly contentBatch?: number;
  /** Whether it offers `readIds`. Default true. */
  readonly ids?: boolean;
  /** `confirmed`: one claim that asks for each absent document. `ranges`: each page of a listing of the whole feed claims its range of ids (which are also the aliases). Default `whole`: one claim at the end. */
  readonly claims?: 'whole' | 'ranges' | 'confirmed';
}

/** How much it asks for at once. */
export interface ReadLimits {
  /** Documents or events in one page. */
  readonly pageSize: number;
  /** Ids in one page of `readIds`. */
  readonly idsPageSize: number;
  /** `window`: milliseconds by which a pass looks back before the last one, for coarse clocks and late commits. */
  readonly overlap: number;
}
