/**
 * What a feed tells: `enter` came from another feed or is listed in a further one, `move` stayed in the feed,
 * `delete` was deleted or left the feed. A folder stands for everything below it.
 */
export type EventType = 'create' | 'update' | 'move' | 'enter' | 'delete' | 'restore';

export interface SourceEvent {
  /** Ascending over all feeds. */
  readonly position: number;
  readonly type: EventType;
  readonly id: string;
}

/** The change feeds of the source. */
export class EventLog {
  readonly #events = new Map<string, SourceEvent[]>();
  #head = 0;
  #horizon = 0;

  /** The position of the newest event of all feeds. */
  get head(): number {
    return this.#head;
  }

  record(feed: string, type: EventType, id: string): void {
    const events = this.#events.get(feed) ?? [];
    this.#events.set(feed, events);
    events.push({ position: ++this.#head, type, id });
  }

  /** Forgets everything until now: positions that were handed out before are expired. */
  expire(): void {
    this.#horizon = ++this.#head;
    this.#events.clear();
  }

  /** Events of a feed after a position, or `expired` when some of them may be forgotten. */
  after(feed: string, position: number, limit: number): readonly SourceEvent[] | 'expired' {
    if (position < this.#horizon || position > this.#head) return 'expired';
    const events = this.#events.get(feed) ?? [];
    let low = 0;
    let high = events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((events[middle]?.position ?? 0) > position) high = middle;
      else low = middle + 1;
    }
    return events.slice(low, low + limit);
  }
}
