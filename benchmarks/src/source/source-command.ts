/** What the source holds at first. */
export interface SourceOptions {
  readonly documents: number;
  /** Size of each body. */
  readonly bytes: number;
}

/** A change of each `every`-th document from `offset` on. */
export interface SourceCommand {
  readonly action: 'update' | 'delete';
  readonly every: number;
  readonly offset: number;
}
