import type { Access } from './access.ts';
import type { Json } from './json.ts';

/** A relation to something outside the tree: another document of this source (by id) or an address. */
export interface Link {
  /** What the link means, e.g. `attachment-of`, `duplicates`, `blocks`. */
  readonly rel: string;
  /** An id of this data source, or an absolute URL. */
  readonly to: string;
}

/**
 * The unit that is synced. A folder, space or channel is a document with `container: true` and no content.
 *
 * Everything but `id` and `title` may be absent, and absence always means "the source does not say".
 */
export interface Document {
  /**
   * Unique in the data source, native to it and stable over renames; compared byte for byte, never normalised.
   * At most 2,048 bytes of UTF-8. Prefix it where the source's ids are unique only inside a drive or channel.
   */
  readonly id: string;
  /**
   * What this slice's feed calls the document when that is not the id (an IMAP UID, a Dropbox path).
   * Range claims (`complete` with `from` and `to`) and `delete` by alias refer to it. Compared bytewise; at most 2,048 bytes.
   */
  readonly alias?: string;
  /** Id of the container, or of the document that owns this one. The host derives path, inherited access and selection from it. */
  readonly parent?: string;
  /** True for a folder, space, channel: it has no content and is never fetched. */
  readonly container?: true;
  /** How to find it again, for ever: ids, never a signed URL. Handed back in `fetchContent` and `fetchDocuments`. At most 16 KiB as JSON. */
  readonly ref?: Json;
  /** Opaque version of the **content**: equal means unchanged. Absent: the content is fetched each time and compared by hash. */
  readonly version?: string;
  /** Fetch the content although the version is equal: a comment changed, a webhook said so. */
  readonly stale?: true;
  /** What people call it; not unique. For files the name with its extension. */
  readonly title: string;
  /** Where a person opens it. */
  readonly url?: string;
  /** Media type of the content if the source knows it. The host trusts the bytes more. */
  readonly mime?: string;
  /** Bytes of the content if the source knows them; used to skip what is too large before a download. */
  readonly size?: number;
  /** Milliseconds since 1970, by the source's clock. */
  readonly createdAt?: number;
  /** Milliseconds since 1970, by the source's clock. For people and filters: changes are found by `version`. */
  readonly modifiedAt?: number;
  /** Display names or addresses, in the source's order. */
  readonly authors?: readonly string[];
  /** Its own access; absent: the parent's. */
  readonly access?: Access;
  /** Further metadata worth showing or filtering by. A changed field updates the metadata without a download. */
  readonly fields?: { readonly [name: string]: Json };
  readonly links?: readonly Link[];
  /** The content itself when the listing has it anyway; then it is not fetched. Text or bytes of type `mime`. */
  readonly body?: string | Uint8Array;
}
