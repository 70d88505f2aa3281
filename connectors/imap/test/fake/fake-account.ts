import { FakeFolder } from './fake-folder.ts';
import type { FakeMail, StoredMail } from './fake-mail.ts';

/** What the server has and can. */
export interface FakeTraits {
  /** EMAILID of OBJECTID: a mail keeps its id when it is moved. */
  readonly objectId: boolean;
  readonly condstore: boolean;
  readonly qresync: boolean;
  readonly listStatus: boolean;
  /** X-GM-EXT-1: Gmail's own ids, and a folder with all mails. */
  readonly gmail: boolean;
  /** FETCH answers in no order. */
  readonly unordered: boolean;
  /** Prefix of the user's own folders, with the character that separates names; empty: none, and `/`. */
  readonly personal: string;
  /** SEARCH finds only every second mail. */
  readonly wrongSearch: boolean;
  /** Ends the connection without a word where it does not let in, as nginx does when the server behind it refuses. */
  readonly hangsUp: boolean;
}

/** All that an account has: what a session of the fake server reads and a test changes. */
export class FakeAccount {
  readonly folders = new Map<string, FakeFolder>();
  readonly traits: FakeTraits;
  /** Ids of mails and attachments at whose content the connection ends. */
  readonly unreadable = new Set<string>();
  #modseq = 1;
  #uidValidity = 1000;
  #mails = 0;

  constructor(traits: FakeTraits) {
    this.traits = traits;
  }

  /** Separates the names in a path. */
  get delimiter(): string {
    return this.traits.personal.at(-1) ?? '/';
  }

  addFolder(path: string, attributes: readonly string[] = []): FakeFolder {
    if (this.folders.has(path)) throw new Error(`There is a folder ${path} already`);
    const folder = new FakeFolder(path, this.nextUidValidity(), () => ++this.#modseq, attributes);
    this.folders.set(path, folder);
    return folder;
  }

  nextUidValidity(): number {
    return ++this.#uidValidity;
  }

  /** A number for the next mail. */
  nextMail(): number {
    return ++this.#mails;
  }

  folder(path: string): FakeFolder {
    const found = this.folders.get(path);
    if (!found) throw new Error(`No folder ${path}`);
    return found;
  }

  /** With everything below it; `/` separates. */
  renameFolder(path: string, to: string): void {
    for (const folder of [...this.folders.values()]) {
      if (folder.path !== path && !folder.path.startsWith(`${path}/`)) continue;
      this.folders.delete(folder.path);
      folder.path = to + folder.path.slice(path.length);
      this.folders.set(folder.path, folder);
    }
  }

  removeFolder(path: string): void {
    for (const name of [...this.folders.keys()]) {
      if (name === path || name.startsWith(`${path}/`)) this.folders.delete(name);
    }
  }

  /** Out of one folder and into another, with a new UID there. */
  move(stored: StoredMail, from: FakeFolder, to: FakeFolder): StoredMail {
    from.expunge(stored.uid);
    return to.append(stored.mail, [...stored.flags]);
  }

  /** The only folder in which this mail is, and its place there. */
  find(mail: FakeMail): { readonly folder: FakeFolder; readonly stored: StoredMail } | undefined {
    for (const folder of this.folders.values()) {
      const stored = folder.mails.find((one) => one.mail === mail);
      if (stored) return { folder, stored };
    }
    return undefined;
  }
}
