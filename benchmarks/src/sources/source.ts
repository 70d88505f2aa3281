import type { Json } from '@acequia/core';
import type { Tool } from './tools/tool.ts';

/** How a source is reached: what a user would give to the connector. */
export interface Reach {
  readonly settings: { readonly [name: string]: Json };
  readonly credentials: { readonly [name: string]: string };
}

/** A source that is up, with everything in it. */
export interface ServedSource {
  /** Of 127.0.0.1. Absent: there is no line to it that could be slow. */
  readonly port?: number;
  /** @param port its own, or that of a line to it */
  reach(port?: number): Reach;
  /** Gives every document whose number modulo 100 is `offset` another content, or what changes in its kind of documents. */
  change(offset: number): Promise<void>;
  remove(offset: number): Promise<void>;
  close(): Promise<void>;
}

/** A kind of source that is measured: one file of `kinds/`. */
export interface MeasuredSource {
  /** What `--only` takes. */
  readonly name: string;
  /** Of the connector, and of its floor. */
  readonly type: string;
  /** What serves it and what is in it, in a line. @param files as in `--files` */
  describe(files: number): string;
  readonly tools: readonly Tool[];
  /** What its script is written with (`scripts/`), and what that leaves on the disk. Absent: there is none. */
  readonly script?: { readonly libraries: string; readonly writes: string };
  /** Only first and nothing changed, without latency and index: another server of the same kind is measured in full. */
  readonly brief?: true;
  /** Ours fetches only parts of documents, so its bytes are not the floor's. */
  readonly readsParts?: true;
  serve(files: number): Promise<ServedSource>;
}
