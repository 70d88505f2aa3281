import type { ExtractedChild, Json } from '@acequia/core';

/** What a format makes of a document, before limits and Unicode are checked. */
export interface Draft {
  readonly markdown: string;
  /** What was lost on the way, for people. */
  readonly warnings?: readonly string[];
  /** What the file says about itself. */
  readonly fields?: Readonly<Record<string, Json>>;
  /** Documents that are inside this one. */
  readonly children?: readonly ExtractedChild[];
}

interface FormatDescription {
  /** For people: "PDF". */
  readonly name: string;
  /** Media types, lower-case; the first one is reported for what was found. */
  readonly mimes: readonly string[];
  /** File name endings without the dot, lower-case. */
  readonly extensions: readonly string[];
}

export interface TextSource {
  /** Decoded, without byte order mark, NUL and carriage returns. */
  readonly text: string;
  /** The ending of the document's name, lower-case; empty when there is none. */
  readonly extension: string;
  /** Most bytes of markdown that are useful; a format that builds text checks it while building. */
  readonly maxMarkdownBytes: number;
}

/** A format of text in any charset. */
export interface TextFormat extends FormatDescription {
  readonly content: 'text';
  /** Cheap and linear: small documents are converted where they are, without a worker. */
  readonly inline?: true;
  /** Whether the text is this format whatever its name says. Must be cheap for text that is not. */
  recognize?(text: string): boolean;
  convert(source: TextSource): Draft | Promise<Draft>;
}

export interface ByteSource {
  readonly bytes: Uint8Array;
  readonly maxMarkdownBytes: number;
  /** The document's name; empty when it has none. */
  readonly title: string;
  /** How many documents this one was taken out of. */
  readonly depth: number;
}

/** A binary format. One that the library `file-type` knows by its media type needs no `recognize`. */
export interface ByteFormat extends FormatDescription {
  readonly content: 'bytes';
  recognize?(bytes: Uint8Array): boolean;
  /** Whether bytes that look like text are this format when the source or the name says so. */
  accept?(bytes: Uint8Array): boolean;
  convert(source: ByteSource): Draft | Promise<Draft>;
}

export type Format = TextFormat | ByteFormat;
