/** What a connector can do that its members do not show. It selects the groups of the conformance suite. */
export interface Capabilities {
  /**
   * How `read` with a cursor finds changes: `feed` (the source's change log), `window` (changed since), `revisit`
   * (lists everything again and compares versions), `none` (only full reads).
   */
  readonly incremental: 'feed' | 'window' | 'revisit' | 'none';
  /** How deletions are found: told by the feed, by absence from a complete listing, or not at all. */
  readonly deletions: 'feed' | 'listing' | 'none';
  /** False where ids are paths: a move is a delete and a create. */
  readonly stableIds: boolean;
  /** How many documents one `fetchContent` call takes at the most. Default 1. */
  readonly contentBatch?: number;
}
