import type { Json } from '../contract/json.ts';

/** Bytes to turn into markdown. */
export interface ExtractRequest {
  readonly bytes: Uint8Array;
  /** The same content as text, where it came as that: spares decoding it. Well-formed. Absent: only the bytes are at hand. */
  readonly text?: string;
  /** As the source or the name says; the bytes decide. */
  readonly mime?: string;
  /** File name or title: its extension helps where the bytes say nothing (markdown, csv). */
  readonly title?: string;
  /** How many documents this one was taken out of: 1 for a file in an archive, 2 for a file in an archive in an archive. Default: 0. */
  readonly depth?: number;
}

/** A document that is inside another one: a file of an archive, an attachment of a mail. */
export interface ExtractedChild {
  /**
   * File name, in an archive with the folders that it is in, separated by "/". Never empty, no "." or ".." in it, not absolute,
   * unique in its document. It is the same as long as the document names it so.
   */
  readonly name: string;
  /** As the document says; the bytes decide. Absent: it says nothing. */
  readonly mime?: string;
  /** Never shared with another child. */
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970. Absent: unknown. */
  readonly modifiedAt?: number;
}

/** What came out. Never empty: a document without text is an error of kind `unreadable` or `unsupported`, except a source of 0 bytes. */
export interface Extracted {
  /** Well-formed Unicode without NUL, newline-separated. */
  readonly markdown: string;
  /** The media type that the bytes turned out to be. */
  readonly mime: string;
  /** What was lost on the way (a broken character, a cut table), for people. */
  readonly warnings: readonly string[];
  /** Title, authors, dates that the file itself carries. */
  readonly fields?: { readonly [name: string]: Json };
  /**
   * The documents in it that could be read, as bytes to be extracted one `depth` further down; in their order. Bounded in number,
   * bytes and depth: what is left out is said in `warnings`. Empty: it holds none
   * any more. Absent: nothing of its kind holds any.
   */
  readonly children?: readonly ExtractedChild[];
}

/** Bytes -> markdown, within limits of time and memory. Rejects with a SourceError: `unsupported`, `unreadable`, `too-large`, `transient` (the worker died). */
export interface Extractor {
  /** Changes when the same bytes give other markdown. At most 32 characters. */
  readonly revision: string;
  extract(request: ExtractRequest, signal?: AbortSignal): Promise<Extracted>;
  /**
   * Exactly what `extract` gives, without waiting, where that is possible: for short plain texts, which come by the
   * thousand. Undefined: ask `extract`. Throws what that would reject with. Absent: nothing is done without waiting.
   */
  extractNow?(request: ExtractRequest): Extracted | undefined;
  close(): Promise<void>;
}
