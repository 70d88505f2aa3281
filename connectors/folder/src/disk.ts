import type { Context } from '@acequia/core/contract';
import type { BytePath } from './byte-path.ts';
import { type Folder, openFolder } from './client.ts';
import type { DiskAnswer, DiskRequest, FileRequest } from './disk-messages.ts';
import { DiskThread } from './disk-thread.ts';
import type { PlainContent, PlainEntry } from './plain-files.ts';
import type { Settings } from './settings.ts';

/** What the threads of a {@link Disk} are worth. */
export interface DiskOptions {
  /** Names and files that are asked for before a thread starts: below that, it would cost more than it saves. Default 500. */
  readonly worthThread?: number;
  /** Milliseconds for one answer: a disk (a share, mostly) that takes longer five times in a row gets another thread. Default 20. */
  readonly slow?: number;
  /** Threads at most. Default 4. */
  readonly threads?: number;
}

/** Questions that a thread has at once, so that it need not wait for us. */
const perThread = 2;

/** Once is a busy machine. */
const slowAnswers = 5;

/**
 * Does what is usual (plain files and folders) in threads of its own, with calls that wait for the disk: those of
 * node:fs that do not wait cost ten times their work. What it leaves undefined is for the caller to look at, for
 * whatever reason: it is unusual, no thread has started yet, or one died.
 */
export class Disk {
  /** As it was when the sync began. */
  readonly folder: Folder;
  readonly #options: Required<DiskOptions>;
  readonly #threads: DiskThread[] = [];
  readonly #waiting: (() => void)[] = [];
  #asked = 0;
  #slowInARow = 0;

  constructor(folder: Folder, { worthThread = 500, slow = 20, threads = 4 }: DiskOptions = {}) {
    this.folder = folder;
    this.#options = { worthThread, slow, threads };
  }

  /** Threads so far. */
  get threads(): number {
    return this.#threads.length;
  }

  /** Looks at names of one folder: one entry for each. */
  async inspect(real: BytePath, names: readonly BytePath[]): Promise<readonly PlainEntry[]> {
    const answer = await this.#ask({ inspect: { real, names } }, names.length);
    return answer?.entries ?? names.map(() => undefined);
  }

  /** Reads files: one content for each. */
  async read(files: readonly FileRequest[]): Promise<readonly PlainContent[]> {
    const answer = await this.#ask({ read: files }, files.length);
    return answer?.contents ?? files.map(() => undefined);
  }

  close(): void {
    for (const thread of this.#threads) thread.close();
  }

  async #ask(request: DiskRequest, count: number): Promise<DiskAnswer | undefined> {
    this.#asked += count;
    if (this.#threads.length === 0 && this.#asked > this.#options.worthThread) this.#threads.push(new DiskThread());
    for (;;) {
      const thread = this.#leastBusy();
      if (!thread) return undefined;
      if (thread.load < perThread) return this.#askThread(thread, request);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async #askThread(thread: DiskThread, request: DiskRequest): Promise<DiskAnswer | undefined> {
    const answer = await thread.ask(request);
    this.#weigh(answer);
    // Without a thread all go on, each on its own.
    const awake = this.#leastBusy() ? 1 : this.#waiting.length;
    for (const wake of this.#waiting.splice(0, awake)) wake();
    return answer;
  }

  #weigh(answer: DiskAnswer | undefined): void {
    const { slow, threads } = this.#options;
    this.#slowInARow = answer && answer.took > slow ? this.#slowInARow + 1 : 0;
    if (this.#slowInARow < slowAnswers || this.#threads.length === threads) return;
    this.#slowInARow = 0;
    this.#threads.push(new DiskThread());
  }

  #leastBusy(): DiskThread | undefined {
    const alive = this.#threads.filter((thread) => thread.alive);
    return alive.sort((one, other) => one.load - other.load)[0];
  }
}

/** The disk of this sync. Throws as {@link openFolder} does. */
export function openDisk(context: Context<Settings>): Promise<Disk> {
  return context.share('disk', async () => new Disk(await openFolder(context)));
}
