import { hash } from 'node:crypto';
import type { Access } from '../contract/access.ts';
import type { Document } from '../contract/document.ts';
import type { Json } from '../contract/json.ts';
import type { Digest } from '../ports/sync-store.ts';

/** The same value with object keys in one order, so that equal metadata has equal digests whatever order a source answers in. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, canonical(member)]),
  );
}

/** What a document carries beside its own columns; `null` when it carries nothing. */
export function detailsOf(document: Document): Json {
  const { authors, fields, links } = document;
  if (!authors && !fields && !links) return null;
  return canonical({ authors, fields, links }) as Json;
}

/** Access as text, equal for equal access; null: the parent's. */
export function accessText(access: Access | undefined): string | null {
  return access ? JSON.stringify(canonical(access)) : null;
}

/**
 * 128 bits over everything that is stored about a document except its content, with its version and the revision that
 * contents are made with: equal means that there is nothing to do.
 */
export function fingerprintOf(document: Document, revision: string): Digest {
  const parts = [
    revision,
    document.version,
    document.title,
    document.parent,
    document.alias,
    document.container,
    document.url,
    document.mime,
    document.size,
    document.createdAt,
    document.modifiedAt,
    document.ref === undefined ? undefined : canonical(document.ref),
    detailsOf(document),
    accessText(document.access),
  ];
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32);
}
