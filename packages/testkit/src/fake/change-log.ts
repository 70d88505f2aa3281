/** What a delta link, a change token or an event stream stands on: entries in order, with positions that can expire. */
export class ChangeLog<E> {
  #entries: { readonly position: number; readonly entry: E }[] = [];
  #head = 0;
  #horizon = 0;

  /** The newest position: what comes later is after it. */
  get head(): number {
    return this.#head;
  }

  /** Answers the position of the new entry. */
  append(entry: E): number {
    this.#entries.push({ position: ++this.#head, entry });
    return this.#head;
  }

  /**
   * Up to `limit` entries after a position. `next`: where to go on; `more`: whether there is more now. `expired`: the
   * position is older than what is remembered, or was never handed out.
   */
  after(
    position: number,
    limit: number,
  ): { readonly entries: readonly E[]; readonly next: number; readonly more: boolean } | 'expired' {
    if (!Number.isInteger(position) || position < this.#horizon || position > this.#head) return 'expired';
    const from = this.#entries.findIndex((one) => one.position > position);
    const found = from < 0 ? [] : this.#entries.slice(from, from + limit);
    const next = found.at(-1)?.position ?? position;
    const more = from >= 0 && from + limit < this.#entries.length;
    return { entries: found.map(({ entry }) => entry), next, more };
  }

  /** Forgets everything until now: positions handed out before are expired. */
  expire(): void {
    this.#horizon = ++this.#head;
    this.#entries = [];
  }
}
