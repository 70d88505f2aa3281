/** How far the search index is behind the change log. */
export interface IndexProgress {
  /** Documents indexed since the follower started to catch up. */
  readonly indexed: number;
  /** Changes that are still to be indexed. */
  readonly lag: number;
}
