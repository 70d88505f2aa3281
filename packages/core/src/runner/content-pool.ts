/** How much a {@link ContentPool} takes on at once. */
export interface ContentPoolOptions {
  /** Tasks that run together. */
  readonly concurrency: number;
  /** Tasks that may wait before `add` does. */
  readonly queue: number;
  /** Bytes that the running tasks expect together; a task over it runs alone. */
  readonly bytes: number;
}

interface Task {
  readonly weight: number;
  run(): Promise<void>;
}

/** Runs content fetches side by side, first come first served, within limits of count and bytes. */
export class ContentPool {
  readonly #options: ContentPoolOptions;
  readonly #waiting: Task[] = [];
  readonly #room: (() => void)[] = [];
  #running = 0;
  #weight = 0;

  constructor(options: ContentPoolOptions) {
    this.#options = options;
  }

  /** Tasks that run or wait. */
  get outstanding(): number {
    return this.#running + this.#waiting.length;
  }

  /**
   * Resolves when the task has a place in the queue, not when it is done.
   *
   * @param weight bytes that it will hold
   * @param run must not reject
   */
  async add(weight: number, run: () => Promise<void>): Promise<void> {
    this.#waiting.push({ weight, run });
    this.#start();
    if (this.#waiting.length > this.#options.queue) await new Promise<void>((resolve) => this.#room.push(resolve));
  }

  #start(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const { concurrency, bytes } = this.#options;
      if (this.#running >= concurrency || (this.#running > 0 && this.#weight + next.weight > bytes)) return;
      this.#waiting.shift();
      this.#running += 1;
      this.#weight += next.weight;
      void this.#run(next);
      if (this.#waiting.length <= this.#options.queue) this.#room.shift()?.();
    }
  }

  async #run(task: Task): Promise<void> {
    await task.run();
    this.#running -= 1;
    this.#weight -= task.weight;
    this.#start();
  }
}
