import { Worker } from 'node:worker_threads';
import { AcequiaError } from '@acequia/core';
import type { IndexProgress } from '../index-progress.ts';
import type { IndexAnswer, IndexRequest, IndexWorkerData } from './index-messages.ts';

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress?: (progress: IndexProgress) => void;
}

const workerFile = () =>
  import.meta.url.endsWith('.ts')
    ? new URL('./index-worker.ts', import.meta.url)
    : new URL('./index-worker.js', import.meta.url);

/** Keeps the search index up with the change log, in a thread of its own that starts on first use. */
export class IndexFollower {
  readonly #data: IndexWorkerData;
  readonly #waiting: Waiting[] = [];
  #worker: Worker | undefined;
  #poked: Promise<void> | undefined;
  #closing = false;

  constructor(data: IndexWorkerData) {
    this.#data = data;
  }

  /** Lets the index follow in the background; does nothing while it does already. Errors show at the next {@link catchUp}. */
  poke(): void {
    this.#poked ??= this.catchUp()
      .catch(() => undefined)
      .finally(() => {
        this.#poked = undefined;
      });
  }

  /**
   * Resolves when the index has everything that was in the log when this was called.
   *
   * @throws AcequiaError `index_failed`
   */
  catchUp(onProgress?: (progress: IndexProgress) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject, onProgress });
      this.#send({ type: 'catch-up' });
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    this.#closing = true;
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    this.#send({ type: 'close' });
    await exited;
  }

  #send(request: IndexRequest): void {
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage(request);
  }

  #start(): Worker {
    const worker = new Worker(workerFile(), { workerData: this.#data });
    worker.on('message', (answer: IndexAnswer) => {
      if (answer.type === 'progress') {
        this.#waiting[0]?.onProgress?.(answer.progress);
        return;
      }
      const first = this.#waiting.shift();
      if (answer.type === 'done') first?.resolve();
      else first?.reject(indexFailed(answer.message));
      if (this.#waiting.length === 0 && !this.#closing) worker.unref();
    });
    const lost = (message: string) => {
      this.#worker = undefined;
      for (const waiting of this.#waiting.splice(0)) waiting.reject(indexFailed(message));
    };
    worker.on('error', (error) => lost(error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => lost('The indexing thread ended'));
    return worker;
  }
}

function indexFailed(message: string): AcequiaError {
  return new AcequiaError('index_failed', `The search index could not be brought up to date: ${message}`, {
    hint: 'The documents are safe. The index goes on from where it was the next time.',
  });
}
