/** Limits of an extractor. All have defaults. */
export interface ExtractorOptions {
  /** Worker threads at most; they start when they are needed. Default: the processor's cores, 4 at most. */
  readonly workers?: number;
  /** Milliseconds for one document, without its time in the queue. Default: 60,000. */
  readonly timeLimit?: number;
  /** Bytes of a document. Default: 64 MiB. */
  readonly maxBytes?: number;
  /** Bytes of UTF-8 of the markdown of a document. Default: 16 MiB. */
  readonly maxMarkdownBytes?: number;
  /** MiB of objects and strings of one worker. Default: 512. */
  readonly maxHeapMiB?: number;
  /** MiB of buffers of one worker: what a document unpacks to. Checked every 100 ms while one is read. Default: 512. */
  readonly maxBufferMiB?: number;
}
