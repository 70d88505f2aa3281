import type { FakeMail, StoredMail } from './fake-mail.ts';

/** A folder of the account. Changes get their mod-sequence from `nextModseq`. */
export class FakeFolder {
  path: string;
  uidValidity: number;
  uidNext = 1;
  highestModseq = 1;
  /** In the order of UIDs. */
  mails: StoredMail[] = [];
  vanished: { readonly uid: number; readonly modseq: number }[] = [];
  /** UIDs of mails that are counted, and of which FETCH answers nothing: what a broken index does. */
  readonly hidden = new Set<number>();
  /** UIDs of mails whose files are damaged: the connection ends at whatever is not in the index. */
  readonly damaged = new Set<number>();
  /** Why nobody may open it, as the text of a NO. */
  refusal: string | undefined;
  /** Attributes of LIST: `\Trash`, `\Noselect` ... */
  readonly attributes: readonly string[];
  readonly #nextModseq: () => number;

  constructor(path: string, uidValidity: number, nextModseq: () => number, attributes: readonly string[] = []) {
    this.path = path;
    this.uidValidity = uidValidity;
    this.#nextModseq = nextModseq;
    this.attributes = attributes;
  }

  get isSelectable(): boolean {
    return !this.attributes.some((attribute) => /^\\noselect$/i.test(attribute));
  }

  append(mail: FakeMail, flags: readonly string[] = []): StoredMail {
    const stored = { mail, uid: this.uidNext++, modseq: this.#step(), flags: new Set(flags) };
    this.mails.push(stored);
    return stored;
  }

  expunge(uid: number): StoredMail | undefined {
    const found = this.mails.find((stored) => stored.uid === uid);
    if (!found) return undefined;
    this.mails = this.mails.filter((stored) => stored !== found);
    this.vanished.push({ uid, modseq: this.#step() });
    return found;
  }

  flag(uid: number, flags: readonly string[]): void {
    const found = this.mails.find((stored) => stored.uid === uid);
    if (!found) throw new Error(`No mail ${uid} in ${this.path}`);
    found.flags.clear();
    for (const flag of flags) found.flags.add(flag);
    found.modseq = this.#step();
  }

  /** As after the server lost its index: the same mails under new UIDs. */
  renumber(uidValidity: number): void {
    this.uidValidity = uidValidity;
    const { mails } = this;
    this.mails = [];
    this.vanished = [];
    // Numbers that were in use before must not mean the same mails.
    this.uidNext = mails.length + 100;
    for (const { mail, flags } of mails) this.append(mail, [...flags]);
  }

  #step(): number {
    this.highestModseq = this.#nextModseq();
    return this.highestModseq;
  }
}
