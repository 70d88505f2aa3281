/** Which sequence numbers came, as ranges: the client drops an answer that it cannot parse without a word. */
export class SeenNumbers {
  readonly #ranges: { from: number; to: number }[] = [];

  add(seq: number): void {
    const last = this.#ranges.at(-1);
    if (last && seq === last.to + 1) last.to = seq;
    else if (last && seq === last.from - 1) last.from = seq;
    else if (!last || seq < last.from || seq > last.to) this.#ranges.push({ from: seq, to: seq });
  }

  /** The lowest; undefined: none came. */
  get first(): number | undefined {
    return this.#ranges.length === 0 ? undefined : Math.min(...this.#ranges.map(({ from }) => from));
  }

  /** The numbers from `from` to `to` that did not come, as an IMAP sequence set, and how many. */
  missing(from: number, to: number): { readonly set: string; readonly count: number } {
    const gaps: string[] = [];
    let count = 0;
    let next = from;
    const skip = (end: number) => {
      if (end < next) return;
      gaps.push(`${next}:${end}`);
      count += end - next + 1;
    };
    for (const range of this.#ranges.toSorted((a, b) => a.from - b.from)) {
      skip(Math.min(range.from - 1, to));
      next = Math.max(next, range.to + 1);
    }
    skip(to);
    return { set: gaps.join(','), count };
  }
}
