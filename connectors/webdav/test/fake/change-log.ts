/** What became of a path since a position. */
export interface PathChange {
  readonly path: string;
  readonly removed: boolean;
  readonly position: number;
}

const prefix = 'http://fake.example/ns/sync/';

/** Paths with the position of their last change: what sync-tokens stand on. */
export class ChangeLog {
  readonly #changes = new Map<string, PathChange>();
  #head = 0;
  #horizon = 0;

  get token(): string {
    return `${prefix}${this.#head}`;
  }

  changed(path: string): void {
    this.#note(path, false);
  }

  removed(path: string): void {
    this.#note(path, true);
  }

  /** Tokens handed out until now are unknown. */
  expire(): void {
    this.#horizon = ++this.#head;
  }

  /** Up to `limit` changes since a token, and the token to go on from; undefined: the token is unknown. */
  after(
    token: string,
    limit: number,
  ): { readonly changes: PathChange[]; readonly token: string; readonly more: boolean } | undefined {
    const from = token.startsWith(prefix) ? Number(token.slice(prefix.length)) : Number.NaN;
    if (!(from >= this.#horizon && from <= this.#head)) return undefined;
    const all = [...this.#changes.values()].filter(({ position }) => position > from);
    const changes = all.slice(0, limit);
    const more = all.length > limit;
    return { changes, more, token: more ? `${prefix}${changes.at(-1)?.position}` : this.token };
  }

  #note(path: string, removed: boolean): void {
    this.#changes.delete(path);
    this.#changes.set(path, { path, removed, position: ++this.#head });
  }
}
