import { SourceError } from '@acequia/core/contract';

/** Notices that a store pages in a circle of any length, remembering one token at a time (Brent's algorithm). */
export class TokenWatch {
  #remembered = '';
  #left = 1;
  #power = 1;

  /** Throws `bad-response` when a token comes again. */
  pass(token: string): void {
    if (token === this.#remembered) {
      throw new SourceError('bad-response', 'The pages of the listing do not come to an end', {
        remedy: 'Try again later; report it to the maker of the store if it stays.',
      });
    }
    this.#left -= 1;
    if (this.#left > 0) return;
    this.#power *= 2;
    this.#left = this.#power;
    this.#remembered = token;
  }
}
