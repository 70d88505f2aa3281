import type { WatchClock } from '../../src/sync/watch-sources.ts';

/** Something that happens at a time. */
export interface Happening {
  /** Minutes after the clock began. */
  readonly at: number;
  readonly what: () => Promise<unknown> | unknown;
}

const minute = 60_000;

/** A clock whose time passes only in sleeps, which take no time; on the way it lets things happen. */
export class VirtualClock implements WatchClock {
  readonly #start: number;
  #now: number;
  readonly #happenings: Happening[];

  /** @param start ISO time */
  constructor(start: string, happenings: readonly Happening[]) {
    this.#start = Date.parse(start);
    this.#now = this.#start;
    this.#happenings = [...happenings].sort((a, b) => a.at - b.at);
  }

  now(): number {
    return this.#now;
  }

  /** Minutes after the clock began. */
  get minutes(): number {
    return (this.#now - this.#start) / minute;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    for (let next = this.#happenings[0]; next && next.at <= this.minutes; next = this.#happenings[0]) {
      this.#happenings.shift();
      await next.what();
    }
  }
}
