const most = 50_000;

/** Which documents were told in each container whose listing has not ended. Of too many at once it remembers nothing. */
export class ToldMembers {
  /** Null: something in it must be told each time. */
  readonly #containers = new Map<string, Set<string> | null>();
  #count = 0;
  #lost = false;

  add(container: string, id: string): void {
    if (this.#lost) return;
    const members = this.#containers.get(container);
    if (members === null || members?.has(id)) return;
    if (members) members.add(id);
    else this.#containers.set(container, new Set([id]));
    this.#count += 1;
    if (this.#count > most) this.lose();
  }

  /** What is told in this container must be told each time. */
  spoil(container: string): void {
    if (!this.#lost) this.#containers.set(container, null);
  }

  /** How many were told in this container, which is forgotten; undefined: its listing must not stand for them. */
  take(container: string): number | undefined {
    const members = this.#containers.get(container);
    this.#containers.delete(container);
    this.#count -= members?.size ?? 0;
    return this.#lost || members === null ? undefined : (members?.size ?? 0);
  }

  /** From now on nobody knows. */
  lose(): void {
    this.#lost = true;
    this.#containers.clear();
  }
}
