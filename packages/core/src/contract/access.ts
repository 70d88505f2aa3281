/** Somebody who may read: a user or group of the source, everyone of the organisation, or anybody at all. */
export type Principal =
  | { readonly type: 'user'; readonly id: string }
  | { readonly type: 'group'; readonly id: string }
  | { readonly type: 'organization' }
  | { readonly type: 'anyone' };

/**
 * Who may read a document or what lies below a container.
 *
 * - `extend`: the parent's readers and these.
 * - `restrict`: the parent's readers who are also among these.
 * - `replace`: these, whatever the parent says.
 *
 * A document without `access` has its parent's; a root without `access` is readable by everybody who may read the
 * knowledge base. A connector that cannot find out says `{ mode: 'replace', allow: [] }`: nobody.
 *
 * In a source with access rights nobody may read a document whose parent is not known: it may hold a restriction.
 */
export interface Access {
  readonly mode: 'extend' | 'restrict' | 'replace';
  readonly allow: readonly Principal[];
}

/**
 * The readers of one document, yielded by `readAccess` without reading the document again. It counts until `read` says
 * something else about the readers of this document than it did before.
 */
export interface AccessChange {
  readonly type: 'access';
  /** The document or container whose own access this is. */
  readonly id: string;
  /** Its access now; absent: the parent's. */
  readonly access?: Access;
}

/** A group of the source with its direct members. */
export interface Group {
  readonly id: string;
  readonly title?: string;
  /** Users and groups of the same source. The host resolves nesting; cycles are allowed. */
  readonly members: readonly Principal[];
}
