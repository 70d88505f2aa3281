import type { Access } from '../contract/access.ts';
import type { Listed, Unchanged } from '../contract/change.ts';
import type { Document } from '../contract/document.ts';
import type { Json } from '../contract/json.ts';
import type { UpsertWord, Word } from './page.ts';

/** As many as a group of contents may have: what is cut apart here is fetched apart. */
const pageDocuments = 2000;
const pageBytes = 4 * 1024 * 1024;
/** Each may stand for thousands of documents. */
const pageListings = 100;

/** Changes that wait for the end of their page. */
export type Told = 'upsert' | 'delete' | 'listed' | 'unchanged' | 'checkpoint';

/** What was said about documents since the last look at the store; later words replace earlier ones. */
export class PageBuffer {
  #words = new Map<string, Word>();
  #bytes = 0;
  #aliases = new Map<string, string>();
  #deletedAliases = new Set<string>();
  #accesses = new Map<string, Access | undefined>();
  #listings: (Listed | Unchanged)[] = [];
  #cursor: Json | undefined;

  get isEmpty(): boolean {
    return this.#size === 0 && !this.hasCursor;
  }

  get #size(): number {
    return this.#words.size + this.#deletedAliases.size + this.#accesses.size + this.#listings.length;
  }

  get hasCursor(): boolean {
    return this.#cursor !== undefined;
  }

  get isFull(): boolean {
    return this.#size >= pageDocuments || this.#bytes >= pageBytes || this.#listings.length >= pageListings;
  }

  /** Who may read a document, apart from what the listing says about it. */
  access(id: string, access: Access | undefined): void {
    this.#accesses.set(id, access);
  }

  /** Readers that were told so far; they come after the words. */
  takeAccesses(): ReadonlyMap<string, Access | undefined> {
    const accesses = this.#accesses;
    this.#accesses = new Map();
    return accesses;
  }

  /** How a container's listing compares with what is stored. */
  listing(listing: Listed | Unchanged): void {
    this.#listings.push(listing);
  }

  /** Those that were told so far; they come after the words. */
  takeListings(): readonly (Listed | Unchanged)[] {
    const listings = this.#listings;
    this.#listings = [];
    return listings;
  }

  /** Covers what was said before it; more may follow in the same page. */
  checkpoint(cursor: Json): void {
    this.#cursor = cursor;
  }

  /** The last cursor, to be stored with the words or behind them. */
  takeCursor(): Json | undefined {
    const cursor = this.#cursor;
    this.#cursor = undefined;
    return cursor;
  }

  upsert(document: Document, place: Omit<UpsertWord, 'type' | 'document'>): void {
    this.#words.delete(document.id);
    this.#words.set(document.id, { type: 'upsert', document, ...place });
    if (document.alias !== undefined) this.#aliases.set(document.alias, document.id);
    this.#bytes += document.body?.length ?? 0;
  }

  seen(id: string): void {
    this.#words.set(id, { type: 'seen' });
  }

  delete(id: string): void {
    this.#words.set(id, { type: 'delete' });
  }

  deleteAlias(alias: string): void {
    const id = this.#aliases.get(alias);
    if (id === undefined) this.#deletedAliases.add(alias);
    else this.delete(id);
  }

  /** Aliases that the store must be asked about, and forgets them here. */
  takeDeletedAliases(): string[] {
    const aliases = [...this.#deletedAliases];
    this.#deletedAliases = new Set();
    return aliases;
  }

  /** A document that went under its old alias; one that the page names under another alias only changed it. */
  deleteUnlessNamed(id: string): void {
    if (!this.#words.has(id)) this.delete(id);
  }

  /** The words so far; the buffer is empty afterwards. */
  take(): ReadonlyMap<string, Word> {
    const words = this.#words;
    this.#words = new Map();
    this.#aliases = new Map();
    this.#bytes = 0;
    return words;
  }
}
