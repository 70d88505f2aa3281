import type { FolderTreeOptions } from './folder-tree.ts';
import type { SourceClockOptions } from './source-clock.ts';

export interface SourceModelOptions extends SourceClockOptions {
  /** The same seed gives the same documents. Default 1. */
  readonly seed?: number;
  /** Documents to start with, spread evenly over feeds and folders. Default 0. */
  readonly documents?: number;
  /** Size of each generated body. Default 1024. */
  readonly bytes?: number;
  /** Number of feeds, called `feed-0`, `feed-1` ... Default 1. */
  readonly feeds?: number;
  /** The folders of each feed. Default 2 levels of 3. */
  readonly folders?: FolderTreeOptions;
  /** False: an id is a path, so that what is moved or renamed gets another id. Default true. */
  readonly stableIds?: boolean;
}

export interface TouchOptions {
  /** False: the document's time stays as it was, so that only its version or title tells. Default true. */
  readonly touch?: boolean;
}

export interface CreateOptions {
  /** Any text of up to 2,048 bytes that was not used yet. Default: a new one. Refused where ids are paths. */
  readonly id?: string;
  readonly title?: string;
  /** Folder or feed to lie in. Default: the first feed. */
  readonly parent?: string;
  /** Further feeds that list it; then it has no parent. */
  readonly sharedWith?: readonly string[];
  /** Default: generated text. */
  readonly body?: string;
  /** A folder. Default false. */
  readonly container?: boolean;
  /** Milliseconds by which its time lies back when it becomes visible (a late commit). Default 0. */
  readonly late?: number;
}
