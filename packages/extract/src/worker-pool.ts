import { type Extracted, type ExtractRequest, SourceError } from '@acequia/core';
import { PoolWorker, type PoolWorkerOptions } from './pool-worker.ts';

export interface WorkerPoolOptions extends PoolWorkerOptions {
  /** Workers at most. */
  readonly size: number;
}

interface Waiting {
  resolve(worker: PoolWorker): void;
  reject(reason: unknown): void;
}

/** Workers that start when they are needed, keep no process alive while idle, and are replaced when they die. */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #workers = new Set<PoolWorker>();
  readonly #idle: PoolWorker[] = [];
  /** Served in turn. */
  readonly #waiting = new Set<Waiting>();
  #closed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  async run(request: ExtractRequest, signal: AbortSignal | undefined): Promise<Extracted> {
    const worker = await this.#acquire(signal);
    try {
      return await worker.run(request, signal);
    } finally {
      this.#release(worker);
    }
  }

  /** Ends all workers. What is being read or waits is rejected as `transient`. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#waiting) reject(closed());
    this.#waiting.clear();
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  #acquire(signal: AbortSignal | undefined): PoolWorker | Promise<PoolWorker> {
    if (this.#closed) throw closed();
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.alive) return idle;
      this.#workers.delete(idle);
    }
    return this.#workers.size < this.#options.size ? this.#start() : this.#wait(signal);
  }

  #start(): PoolWorker {
    const worker = new PoolWorker(this.#options);
    this.#workers.add(worker);
    return worker;
  }

  #wait(signal: AbortSignal | undefined): Promise<PoolWorker> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiting.delete(waiting);
        reject(signal?.reason);
      };
      const waiting: Waiting = {
        resolve(worker) {
          signal?.removeEventListener('abort', abort);
          resolve(worker);
        },
        reject,
      };
      this.#waiting.add(waiting);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** Hands the worker, or one in the place of a dead one, to whoever waits longest. */
  #release(worker: PoolWorker): void {
    if (!worker.alive) this.#workers.delete(worker);
    const [next] = this.#waiting;
    if (next !== undefined) {
      this.#waiting.delete(next);
      next.resolve(worker.alive ? worker : this.#start());
    } else if (worker.alive) this.#idle.push(worker);
  }
}

function closed(): SourceError {
  return new SourceError('transient', 'The extractor was closed.');
}
