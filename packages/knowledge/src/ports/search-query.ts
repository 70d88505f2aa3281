export interface SearchQuery {
  /**
   * Words (all of them; any of them where no chunk has all), `"a phrase"`, `-without`, `prefix*`. Never an error: what is no
   * syntax is text. At most 1,000 characters and 32 words count.
   */
  readonly text: string;
  /** The data sources of the knowledge base. Empty: nothing is found. */
  readonly dataSourceIds: readonly number[];
  /** Documents to return, 1 to 1,000. Default 10. */
  readonly topK?: number;
  /** Chunks per document at most, best first. Default 3. */
  readonly chunksPerDocument?: number;
  /** Characters of a snippet. Default 240. */
  readonly snippetLength?: number;
  /**
   * Which of these documents the asker may see. Called with the documents found so far, best first, until there are `topK`
   * that may be seen. Absent: all.
   */
  readonly visible?: (documentIds: readonly number[]) => Promise<ReadonlySet<number>> | ReadonlySet<number>;
}
