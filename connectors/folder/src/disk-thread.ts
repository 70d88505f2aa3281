import { Worker } from 'node:worker_threads';
import type { DiskAnswer, DiskRequest } from './disk-messages.ts';

/** The built package has the worker beside it under the other name. */
const fromSource = import.meta.url.endsWith('.ts');
const script = new URL(fromSource ? './disk-worker.ts' : './disk-worker.js', import.meta.url);

/** A thread that may wait for the disk. It answers in the order it is asked. */
export class DiskThread {
  /** False while it starts, and when it has ended. */
  alive = false;
  readonly #worker: Worker;
  readonly #asked: ((answer: DiskAnswer | undefined) => void)[] = [];

  constructor() {
    this.#worker = new Worker(script, { ...(fromSource && { execArgv: ['--conditions=acequia-source'] }) });
    this.#worker.unref();
    this.#worker.on('message', (answer: DiskAnswer) => this.#settle(answer));
    this.#worker.on('error', () => this.#end());
    this.#worker.on('exit', () => this.#end());
    void this.ask({ read: [] }).then((answer) => {
      this.alive = answer !== undefined;
    });
  }

  /** Questions without an answer. */
  get load(): number {
    return this.#asked.length;
  }

  /** Undefined: it ended before. */
  ask(request: DiskRequest): Promise<DiskAnswer | undefined> {
    return new Promise((resolve) => {
      if (this.#asked.length === 0) this.#worker.ref();
      this.#asked.push(resolve);
      this.#worker.postMessage(request);
    });
  }

  /** Does not wait for its end: a share that no longer answers holds the thread as long as it likes. */
  close(): void {
    this.#end();
    void this.#worker.terminate();
  }

  #settle(answer: DiskAnswer | undefined): void {
    this.#asked.shift()?.(answer);
    if (this.#asked.length === 0) this.#worker.unref();
  }

  #end(): void {
    this.alive = false;
    while (this.#asked.length > 0) this.#settle(undefined);
  }
}
