import type { Json } from '@acequia/core';

/** A page by position: `offset` and `limit` as SQL has them. Items that shift between two requests are met twice or never, as in real services. */
export function pageByOffset<T>(
  items: readonly T[],
  offset: number,
  limit: number,
): { readonly items: readonly T[]; readonly total: number; readonly next?: number } {
  const end = offset + limit;
  return {
    items: items.slice(offset, end),
    total: items.length,
    ...(end < items.length && { next: end }),
  };
}

/** A page by key: up to `limit` items after the one with key `after`, of items in ascending order of their keys. `next`: the key to go on after. */
export function pageByKey<T>(
  items: Iterable<T>,
  options: {
    readonly after?: string | undefined;
    readonly limit: number;
    keyOf(item: T): string;
    /** Default: by UTF-16 code units. */
    compare?(a: string, b: string): number;
  },
): { readonly items: readonly T[]; readonly next?: string } {
  const { after, limit, keyOf, compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0) } = options;
  const page: T[] = [];
  for (const item of items) {
    if (after !== undefined && compare(keyOf(item), after) <= 0) continue;
    const last = page.at(-1);
    if (page.length === limit && last !== undefined) return { items: page, next: keyOf(last) };
    page.push(item);
  }
  return { items: page };
}

/** Opaque page tokens. */
export interface PageTokens<P extends Json> {
  issue(position: P): string;
  /** Undefined for a token that was not issued here, was tampered with, is too old, or was forgotten. */
  open(token: string): P | undefined;
  /** Every token until now is forgotten. */
  expire(): void;
}

/** Tokens that carry a position and look like nothing. `lifetime` in milliseconds by `clock`; default: for ever. */
export function createPageTokens<P extends Json>(
  options: { readonly clock?: { now(): number }; readonly lifetime?: number } = {},
): PageTokens<P> {
  const { clock = Date, lifetime = Number.POSITIVE_INFINITY } = options;
  const issued = new Map<string, { readonly position: P; readonly at: number }>();
  let number = 0;
  return {
    issue(position) {
      const token = Buffer.from(`page ${++number} ${JSON.stringify(position)}`).toString('base64url');
      issued.set(token, { position, at: clock.now() });
      return token;
    },
    open(token) {
      const found = issued.get(token);
      return found && found.at + lifetime > clock.now() ? found.position : undefined;
    },
    expire: () => issued.clear(),
  };
}

/** The value of a `link` header (RFC 8288) from addresses by relation; undefined ones are left out. */
export function linkHeader(links: Readonly<Record<string, string | URL | undefined>>): string {
  return Object.entries(links)
    .filter(([, url]) => url !== undefined)
    .map(([relation, url]) => `<${url}>; rel="${relation}"`)
    .join(', ');
}
