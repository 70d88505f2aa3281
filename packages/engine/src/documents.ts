import type { Access, Json, Link } from '@acequia/core';
import type { Ref } from './engine.ts';

/** A document that could not be read, or whose content is still to come. */
export interface FailedDocument {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  /** Kind of the error; absent: its content is pending. */
  readonly kind?: string;
  readonly message?: string;
  readonly remedy?: string;
  readonly attempts: number;
  /** Absent: not by itself. */
  readonly nextRetryAt?: number;
  readonly ignored: boolean;
}

/** Deletions that wait for a person. */
export interface WithheldDeletions {
  readonly total: number;
  /** Live documents of the data source now. */
  readonly liveDocuments: number;
  readonly documents: readonly StoredDocumentInfo[];
}

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
