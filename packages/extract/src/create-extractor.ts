import { availableParallelism } from 'node:os';
import { type Extracted, type Extractor, type ExtractRequest, SourceError } from '@acequia/core';
import { isDeclaredBinary, readDeclaredType } from './detect/declared-type.ts';
import { extractInline } from './extract-inline.ts';
import type { ExtractorOptions } from './extractor-options.ts';
import { revision } from './revision.ts';
import { WorkerPool } from './worker-pool.ts';

const mebibyte = 1024 * 1024;

/**
 * Bytes -> markdown, in worker threads: a document that loops, grows or crashes costs that document only. Small plain text and
 * markdown is converted at once, without a worker.
 *
 * The bytes are handed over: where `request.bytes` is the whole of its ArrayBuffer, that buffer is moved to the worker and is
 * empty (detached) afterwards. Hash them before, or pass a view of a larger buffer, which is copied.
 *
 * Rejects with a SourceError of kind `too-large`, `unsupported`, `unreadable` (also: took too long, needed too much memory) or
 * `transient` (the worker died, the extractor was closed), and with the reason of `signal` when that was aborted.
 */
export function createExtractor(options: ExtractorOptions = {}): Extractor {
  const maxBytes = options.maxBytes ?? 64 * mebibyte;
  const maxMarkdownBytes = options.maxMarkdownBytes ?? 16 * mebibyte;
  const pool = new WorkerPool({
    size: Math.max(1, options.workers ?? Math.min(availableParallelism(), 4)),
    timeLimit: options.timeLimit ?? 60_000,
    maxHeapMiB: options.maxHeapMiB ?? 512,
    maxBufferMiB: options.maxBufferMiB ?? 512,
    maxMarkdownBytes,
  });
  return {
    revision,
    async extract(request: ExtractRequest, signal?: AbortSignal): Promise<Extracted> {
      signal?.throwIfAborted();
      const { bytes, mime, title, depth } = request;
      if (bytes.length === 0) return extractEmpty(request);
      if (bytes.length > maxBytes) throw tooManyBytes(bytes.length, maxBytes);
      return extractInline(request, maxMarkdownBytes) ?? pool.run({ bytes, mime, title, depth }, signal);
    },
    extractNow(request: ExtractRequest): Extracted | undefined {
      return request.bytes.length === 0 ? undefined : extractInline(request, maxMarkdownBytes);
    },
    close: () => pool.close(),
  };
}

function extractEmpty({ bytes, mime, title }: ExtractRequest): Extracted {
  if (bytes.buffer instanceof ArrayBuffer && bytes.buffer.detached) {
    throw new TypeError('These bytes were handed to an extraction already: a buffer can be extracted once.');
  }
  const declared = readDeclaredType(mime, title);
  if (isDeclaredBinary(declared)) {
    const name = declared.format?.name ?? (declared.mime || declared.extension);
    throw new SourceError('unreadable', `This ${name} file is empty (0 bytes).`, {
      remedy: 'It was probably never uploaded to the end: store it again.',
    });
  }
  return { markdown: '', mime: declared.format?.mimes[0] ?? 'text/plain', warnings: [] };
}

function tooManyBytes(size: number, limit: number): SourceError {
  return new SourceError('too-large', `This document has ${size} bytes, more than the ${limit} that are read.`, {
    remedy: 'Split the document, or raise the size limit.',
  });
}
