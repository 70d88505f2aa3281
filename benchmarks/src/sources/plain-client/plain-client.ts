/** A document as a plain client lists it. */
export interface Listed {
  readonly id: string;
  /** Equal: the content is not fetched again. */
  readonly version: string;
}

export interface FetchedFile {
  readonly item: Listed;
  readonly bytes: Buffer;
}

/** Lists and fetches one source, and does nothing else. */
export interface PlainClient {
  /** Fetches that run side by side: as many as ours has. */
  readonly width: number;
  /** Documents of one fetch. */
  readonly batch: number;
  /** Everything, in parts. */
  list(): AsyncIterable<readonly Listed[]>;
  fetch(items: readonly Listed[], take: (file: FetchedFile) => void): Promise<void>;
  /** That were sent so far. */
  requests(): number;
  close(): Promise<void>;
}
