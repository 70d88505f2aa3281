/** An object as a listing or a HEAD tells it. */
export interface ListedObject {
  readonly key: string;
  /** Without quotes. Opaque: of an upload in parts or an encrypted object it is no digest. Absent: the store gives none. */
  readonly etag?: string;
  /** Bytes as stored. */
  readonly size: number;
  /** Milliseconds since 1970, by the store's clock, in whole seconds: HEAD knows no fractions. */
  readonly modifiedAt?: number;
  /** Absent: the standard one. */
  readonly storageClass?: string;
  /** The store says that a copy of the archived object may be read for a while. */
  readonly restored?: true;
}

/** One page of a listing. */
export interface ListPage {
  readonly objects: readonly ListedObject[];
  /** With a delimiter: what the keys behind it have in common, the delimiter included. */
  readonly prefixes: readonly string[];
  /** There is more. */
  readonly truncated: boolean;
  /** Where to go on; some stores have none although there is more. */
  readonly token?: string;
}

/** Equal for equal contents, as far as the store tells. The size is part of it, because an etag need not be a digest. */
export function versionOf({ etag, size }: Pick<ListedObject, 'etag' | 'size'>): string | undefined {
  return etag === undefined ? undefined : `${etag} ${size}`;
}

/** The etag in a version of this size, as a header wants it; undefined when it is none of ours, or of another size. */
export function etagOf(version: string, size: number | undefined): string | undefined {
  const [, etag, length] = /^([\x21\x23-\x7e]+) (\d+)$/.exec(version) ?? [];
  return etag === undefined || Number(length) !== size ? undefined : `"${etag}"`;
}

/** Without quotes and the mark of a weak one; undefined when nothing is left. */
export function plainEtag(given: string | undefined): string | undefined {
  return given?.trim().replace(/^W\//, '').replace(/^"|"$/g, '') || undefined;
}

/** Whole seconds, in milliseconds; undefined for what is no date. */
export function wholeSeconds(date: string | undefined): number | undefined {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000) * 1000;
}
