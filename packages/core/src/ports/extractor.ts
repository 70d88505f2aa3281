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
}

/** Bytes -> markdown, within limits of time and memory. Rejects with a SourceError: `unsupported`, `unreadable`, `too-large`, `transient` (the worker died). */
export interface Extractor {
  /** Changes when the same bytes give other markdown. At most 32 characters. */
  readonly revision: string;
  extract(request: ExtractRequest, signal?: AbortSignal): Promise<Extracted>;
  close(): Promise<void>;
}
