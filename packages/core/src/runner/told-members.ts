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
    this.#grow(1);
  }

  /** What is told in this container must be told each time. */
  spoil(container: string): void {
    if (this.#lost) return;
    const before = this.#sizeOf(container);
    this.#containers.set(container, null);
    this.#grow(this.#sizeOf(container) - before);
  }

  /** How many were told in this container, which is forgotten; undefined: its listing must not stand for them. */
  take(container: string): number | undefined {
    const members = this.#containers.get(container);
    this.#count -= this.#sizeOf(container);
    this.#containers.delete(container);
    return this.#lost || members === null ? undefined : (members?.size ?? 0);
  }

  /** From now on nobody knows. */
  lose(): void {
    this.#lost = true;
    this.#containers.clear();
  }

  #grow(by: number): void {
    this.#count += by;
    if (this.#count > most) this.lose();
  }

  /** What it counts: a container of which nothing is kept takes room too, and a source may never end a listing. */
  #sizeOf(container: string): number {
    const members = this.#containers.get(container);
    return members === null ? 1 : (members?.size ?? 0);
  }
}
