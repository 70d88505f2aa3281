import type { Access, Json, Link } from '@acequia/core';
import type { Ref } from './engine.ts';

/** A stored document. `id` is the store's number; `sourceId` the source's own. */
export interface StoredDocumentInfo {
  readonly id: number;
  readonly sourceId: string;
  readonly dataSource: string;
  readonly title: string;
  /** From the top, `/`-separated. */
  readonly path: string;
  readonly url?: string;
  readonly mime?: string;
  readonly size?: number;
  readonly container: boolean;
  readonly content: 'none' | 'ready' | 'pending' | 'failed' | 'skipped';
  /** Why there is no content, or what was lost in it. */
  readonly notes: readonly string[];
  readonly modifiedAt?: number;
  readonly updatedAt: number;
}

export interface DocumentDetails extends StoredDocumentInfo {
  /** Absent: no content. */
  readonly markdown?: string;
  readonly fields: { readonly [name: string]: Json };
  readonly authors: readonly string[];
  /** Absent: its container's. */
  readonly access?: Access;
  readonly links: readonly Link[];
}

export interface DocumentQuery {
  readonly knowledgeBase?: Ref;
  readonly dataSource?: Ref;
  /** Only documents whose content got this far. */
  readonly content?: StoredDocumentInfo['content'];
  /** Part of the title. */
  readonly text?: string;
  readonly containers?: boolean;
  /** 1 to 1000. Default 100. */
  readonly limit?: number;
  /** Id of the last document of the page before. */
  readonly after?: number;
}

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

/** One entry of the change log. */
export interface ChangeEntry {
  /** Where to go on: opaque. */
  readonly position: string;
  readonly type: 'upsert' | 'delete';
  readonly document: StoredDocumentInfo;
  /** Upserts with content only. */
  readonly markdown?: string;
}
