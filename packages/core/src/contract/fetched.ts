import type { Body } from './body.ts';
import type { Document } from './document.ts';
import type { ErrorDescription } from './errors.ts';
import type { Json } from './json.ts';

/** A document whose content (or metadata) the host asks for. */
export interface Wanted {
  readonly id: string;
  /** The `ref` of the document as the connector gave it; absent if it gave none. */
  readonly ref?: Json;
  /** Title, type and size as listed. */
  readonly title?: string;
  readonly mime?: string;
  readonly size?: number;
  /** The version of the content that the store holds, for conditional requests. Absent: it holds none, so `unchanged` is no answer. */
  readonly storedVersion?: string;
}

/** The answer for one {@link Wanted}, in any order, exactly one for each. */
export type Fetched =
  | {
      readonly id: string;
      readonly body: Body;
      /** Media type if known; the bytes decide. */
      readonly mime?: string;
      /** The version of exactly these bytes; absent: the listed version stands. */
      readonly version?: string;
      /** The whole set of documents that this one owns (its attachments). Absent: it owns none that the connector knows of. */
      readonly children?: readonly Document[];
      /** Other documents met on the way (links): taken in as if listed. */
      readonly found?: readonly Document[];
    }
  | { readonly id: string; readonly unchanged: true }
  | { readonly id: string; readonly error: ErrorDescription };
