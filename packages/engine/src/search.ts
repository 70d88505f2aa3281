import type { StoredDocumentInfo } from './documents.ts';
import type { Ref } from './engine.ts';

export interface SearchRequest {
  readonly text: string;
  /** Absent: all knowledge bases. */
  readonly knowledgeBase?: Ref;
  /** Default 10. */
  readonly topK?: number;
  /**
   * Only what this user may read by what the sources said last: its id in all data sources, or in each by the data
   * source's name; where it has none, it reads what anybody may. Absent: everything.
   */
  readonly asUser?: string | Readonly<Record<string, string>>;
}

export interface SearchHit {
  readonly document: StoredDocumentInfo;
  readonly score: number;
  /** Headings above the passage. */
  readonly headings: readonly string[];
  readonly snippet: string;
  /** Ranges of the snippet that match, as offsets. */
  readonly highlights: readonly { readonly start: number; readonly end: number }[];
}
