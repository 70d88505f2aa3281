import { indexTerms } from '@acequia/knowledge';
import type Database from 'better-sqlite3';

/** The full-text table. It keeps no text: what is removed must be given as it was added. */
export class TermTable {
  readonly #add: Database.Statement<[number, string, string, string]>;
  readonly #remove: Database.Statement<[number, string, string, string]>;
  #headings = '';
  #headingTerms = '';

  constructor(database: Database.Database) {
    this.#add = database.prepare('INSERT INTO terms (rowid, title, headings, body) VALUES (?, ?, ?, ?)');
    this.#remove = database.prepare(
      `INSERT INTO terms (terms, rowid, title, headings, body) VALUES ('delete', ?, ?, ?, ?)`,
    );
  }

  add(id: number, title: string, headings: readonly string[], text: string): void {
    this.#add.run(id, indexTerms(title), this.#termsOf(headings), indexTerms(text));
  }

  remove(id: number, title: string, headings: readonly string[], text: string): void {
    this.#remove.run(id, indexTerms(title), this.#termsOf(headings), indexTerms(text));
  }

  /** Neighbours have the same headings. */
  #termsOf(headings: readonly string[]): string {
    const joined = headings.join('\n');
    if (joined !== this.#headings) {
      this.#headings = joined;
      this.#headingTerms = indexTerms(joined);
    }
    return this.#headingTerms;
  }
}
