/** Terms that stand next to each other, encoded as `indexTerms` does. Never empty. */
export interface Phrase {
  readonly terms: readonly string[];
  /** The last term is only the beginning of one. */
  readonly prefix: boolean;
}

/** Satisfied by any one of its phrases. Never empty. */
export type Clause = readonly Phrase[];

/** A query without syntax: any engine's expression can be built from it, of [a-z0-9] only. */
export interface ParsedQuery {
  /** Empty: nothing is searched for, nothing is found. */
  readonly wanted: readonly Clause[];
  /** Of these any one is enough where nothing has all that is wanted: the same, with compound words taken apart. */
  readonly fallback: readonly Clause[];
  readonly unwanted: readonly Clause[];
}
