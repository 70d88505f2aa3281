import type { Access } from '@acequia/core';

/** One document, folder or feed as the source has it now. Never changed in place. */
export interface Item {
  readonly id: string;
  readonly container: boolean;
  readonly title: string;
  /** The folder or feed that it lies in; absent for a feed and for a document of several feeds. */
  readonly parent?: string;
  /** The feeds that list it; several only for a document without parent. */
  readonly feeds: readonly [string, ...string[]];
  /** Counts the contents that it had. */
  readonly revision: number;
  /** Milliseconds since 1970 by the source's clock. */
  readonly modifiedAt: number;
  /** The content; absent: generated from id and revision. */
  readonly body?: string;
  /** Its own access; absent: its folder's. */
  readonly access?: Access;
}
