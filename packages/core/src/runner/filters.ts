import picomatch from 'picomatch';
import type { Document } from '../contract/document.ts';

/** Which documents a data source takes in. Everything absent lets everything through; containers always pass. */
export interface Filters {
  /** Globs over the path from the top (`**\/*.md`); at least one must match. */
  readonly include?: readonly string[];
  /** Globs over the path; none may match. */
  readonly exclude?: readonly string[];
  /** Media types (`text/*`) or file name endings (`.pdf`); at least one must match. A document that says neither passes. */
  readonly types?: readonly string[];
  /** Bytes; larger documents are kept without content and say why. */
  readonly maxSize?: number;
  /** Milliseconds since 1970; documents that were modified earlier are left out. */
  readonly modifiedAfter?: number;
}

/** Compiled filters. */
export interface CompiledFilters {
  /** True when a document's path must be known to decide. */
  readonly needPath: boolean;
  /** @param path from the top, `/`-separated; only looked at when `needPath` */
  accepts(document: Document, path: string): boolean;
}

function matcher(globs: readonly string[] | undefined): ((path: string) => boolean) | undefined {
  return globs && globs.length > 0 ? picomatch([...globs], { dot: true }) : undefined;
}

function acceptsType(types: readonly string[], document: Document): boolean {
  const mime = document.mime?.toLowerCase();
  const dot = document.title.lastIndexOf('.');
  const ending = dot > 0 ? document.title.slice(dot).toLowerCase() : undefined;
  if (mime === undefined && ending === undefined) return true;
  return types.some((type) => {
    const wanted = type.toLowerCase();
    if (wanted.startsWith('.')) return ending === wanted;
    if (wanted.endsWith('/*')) return mime?.startsWith(wanted.slice(0, -1)) ?? false;
    return mime === wanted;
  });
}

/** Size is not part of it: what is too large stays visible, with the reason. */
export function compileFilters(filters: Filters): CompiledFilters {
  const included = matcher(filters.include);
  const excluded = matcher(filters.exclude);
  const { types, modifiedAfter } = filters;
  return {
    needPath: included !== undefined || excluded !== undefined,
    accepts(document, path) {
      if (document.container) return true;
      if (included && !included(path)) return false;
      if (excluded?.(path)) return false;
      if (types && types.length > 0 && !acceptsType(types, document)) return false;
      return modifiedAfter === undefined || document.modifiedAt === undefined || document.modifiedAt >= modifiedAfter;
    },
  };
}
