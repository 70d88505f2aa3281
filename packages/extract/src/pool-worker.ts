import { isMarkedAsUntransferable, Worker } from 'node:worker_threads';
import { type ErrorDescription, type Extracted, type ExtractRequest, errorFrom } from '@acequia/core';
import type { WorkerAnswer, WorkerRequest } from './worker-messages.ts';

export interface PoolWorkerOptions {
  readonly timeLimit: number;
  readonly maxHeapMiB: number;
  readonly maxBufferMiB: number;
  readonly maxMarkdownBytes: number;
}

/** The built package has the worker beside it under the other name. */
const fromSource = import.meta.url.endsWith('.ts');
const script = new URL(fromSource ? './worker.ts' : './worker.js', import.meta.url);
const memoryInterval = 100;
const mebibyte = 1024 * 1024;

/** One thread with one document at a time. It is unusable after a document that it did not survive: `alive` is false then. */
export class PoolWorker {
  alive = true;
  readonly #worker: Worker;
  readonly #options: PoolWorkerOptions;
  #settle: ((answer: WorkerAnswer) => void) | undefined;

  constructor(options: PoolWorkerOptions) {
    this.#options = options;
    this.#worker = new Worker(script, {
      ...(fromSource && { execArgv: ['--conditions=acequia-source'] }),
      resourceLimits: { maxOldGenerationSizeMb: options.maxHeapMiB },
    });
    this.#worker.unref();
    this.#worker.on('message', (answer: WorkerAnswer) => this.#settle?.(answer));
    this.#worker.on('error', (error: Error & { code?: string }) => this.#fail(describeDeath(error, options)));
    this.#worker.on('exit', (code) => {
      this.#fail({ kind: 'transient', message: `The worker that read this document stopped (exit code ${code}).` });
    });
  }

  /** Extracts one document. Rejects with a SourceError, or with the reason of `signal`. */
  async run(request: ExtractRequest, signal: AbortSignal | undefined): Promise<Extracted> {
    const { timeLimit } = this.#options;
    const timer = setTimeout(() => this.#fail(tookTooLong(timeLimit)), timeLimit);
    const watch = setInterval(() => this.#checkBuffers(), memoryInterval);
    const abort = () => this.#fail({ kind: 'transient', message: 'The extraction was cancelled.' });
    signal?.addEventListener('abort', abort, { once: true });
    this.#worker.ref();
    try {
      signal?.throwIfAborted();
      const answer = await new Promise<WorkerAnswer>((resolve) => {
        this.#settle = resolve;
        this.#post(request);
      });
      signal?.throwIfAborted();
      if ('error' in answer) throw errorFrom(answer.error);
      return answer.extracted;
    } finally {
      this.#settle = undefined;
      clearTimeout(timer);
      clearInterval(watch);
      signal?.removeEventListener('abort', abort);
      this.#worker.unref();
    }
  }

  async terminate(): Promise<void> {
    this.#fail({ kind: 'transient', message: 'The extractor was closed.' });
    await this.#worker.terminate();
  }

  #post({ bytes, mime, title, depth }: ExtractRequest): void {
    const moved = ownsBuffer(bytes) ? bytes : new Uint8Array(bytes);
    const message: WorkerRequest = {
      bytes: moved,
      ...(mime !== undefined && { mime }),
      ...(title !== undefined && { title }),
      ...(depth !== undefined && { depth }),
      maxMarkdownBytes: this.#options.maxMarkdownBytes,
    };
    this.#worker.postMessage(message, [moved.buffer]);
  }

  /** The document ends with an error, and so does the thread: nobody knows what state it is in. */
  #fail(error: ErrorDescription): void {
    this.alive = false;
    this.#settle?.({ error });
    void this.#worker.terminate();
  }

  async #checkBuffers(): Promise<void> {
    const { maxBufferMiB } = this.#options;
    const settle = this.#settle;
    const statistics = await this.#worker.getHeapStatistics().catch(() => undefined);
    if (statistics === undefined || statistics.external_memory <= maxBufferMiB * mebibyte) return;
    // The document may have ended while we asked.
    if (settle !== this.#settle) return;
    this.#fail(neededTooMuch(maxBufferMiB));
  }
}

/** Whether nothing else can see the buffer, so that moving it away surprises nobody but who handed it over. */
function ownsBuffer(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && bytes.length === buffer.byteLength && !isMarkedAsUntransferable(buffer);
}

function describeDeath(error: Error & { code?: string }, { maxHeapMiB }: PoolWorkerOptions): ErrorDescription {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return neededTooMuch(maxHeapMiB);
  // Thrown where no parser catches it: it would be so again.
  return {
    kind: 'unreadable',
    message: `This document cannot be read: ${error.message}`,
    remedy: 'Open it in its own program and save it again.',
  };
}

function tookTooLong(milliseconds: number): ErrorDescription {
  return {
    kind: 'unreadable',
    message: `Reading this document took longer than ${milliseconds / 1000} seconds.`,
    remedy: 'Split the document or store it in a simpler form, or raise the time limit.',
  };
}

function neededTooMuch(mebibytes: number): ErrorDescription {
  return {
    kind: 'unreadable',
    message: `Reading this document needed more than ${mebibytes} MiB of memory.`,
    remedy: 'Split the document or store it in a simpler form, or raise the memory limit.',
  };
}
