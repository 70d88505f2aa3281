import { indexTerms, isPlain } from '@acequia/knowledge';
import type Database from 'better-sqlite3';

/** The full-text table. It keeps no text: what is removed must be given as it was added. */
export class TermTable {
  readonly #add: Database.Statement<[number, string, string, string]>;
  readonly #remove: Database.Statement<[number, string, string, string]>;
  readonly #titles = rememberLast(termsOf);
  readonly #headings = rememberLast(termsOf);

  constructor(database: Database.Database) {
    this.#add = database.prepare('INSERT INTO terms (rowid, title, headings, body) VALUES (?, ?, ?, ?)');
    this.#remove = database.prepare(
      `INSERT INTO terms (terms, rowid, title, headings, body) VALUES ('delete', ?, ?, ?, ?)`,
    );
  }

  add(id: number, title: string, headings: readonly string[], text: string): void {
    this.#add.run(id, this.#titles(title), this.#headings(headings.join('\n')), termsOf(text));
  }

  remove(id: number, title: string, headings: readonly string[], text: string): void {
    this.#remove.run(id, this.#titles(title), this.#headings(headings.join('\n')), termsOf(text));
  }
}

/** The table's own tokenizer makes the same of most English text, faster. */
const termsOf = (text: string) => (isPlain(text) ? text : indexTerms(text));

/** Neighbours have the same title and headings. */
function rememberLast(make: (text: string) => string): (text: string) => string {
  let [last, made] = ['', make('')];
  return (text) => {
    if (text !== last) [last, made] = [text, make(text)];
    return made;
  };
}
