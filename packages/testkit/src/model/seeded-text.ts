import { createRandom, hashText, mix } from './seeded-random.ts';

const syllables = [
  'ca',
  'nal',
  'wa',
  'ter',
  'gate',
  'mo',
  'ra',
  'sel',
  'fi',
  'un',
  'do',
  'lin',
  've',
  'past',
  'ko',
  're',
];
const poolSize = 1 << 17;

/** Text that depends on a seed only, cut from one pool so that a million bodies cost neither memory nor much time. */
export class SeededText {
  readonly #seed: number;
  readonly #words: string[] = [];
  readonly #pool: string;

  constructor(seed: number) {
    this.#seed = seed;
    const random = createRandom(seed);
    const pick = (length: number) => Math.floor(random() * length);
    for (let word = 0; word < 4096; word++) {
      let text = '';
      for (let count = 1 + pick(4); count > 0; count--) text += syllables[pick(syllables.length)];
      this.#words.push(text);
    }
    let pool = '';
    while (pool.length < poolSize) pool += `${this.#word(pick(4096))}${random() < 0.1 ? '.\n' : ' '}`;
    this.#pool = pool;
  }

  /** ASCII text of exactly `bytes` bytes; another one for each id and revision (as far as they fit in). */
  body(id: string, revision: number, bytes: number): string {
    const hash = hashText(id) ^ Math.imul(this.#seed + revision, 0x9e3779b1);
    const parts = [`${hash >>> 0} ${revision}\n`];
    for (let left = bytes - 1, offset = mix(hash) % (poolSize >> 1); left > 0; offset = 0) {
      const part = this.#pool.slice(offset, offset + left);
      parts.push(part);
      left -= part.length;
    }
    return parts.join('').slice(0, bytes);
  }

  /** Two words and the number. */
  title(number: number): string {
    const hash = mix(number ^ this.#seed);
    return `${this.#word(hash & 4095)} ${this.#word((hash >>> 12) & 4095)} ${number}`;
  }

  #word(index: number): string {
    return this.#words[index] ?? '';
  }
}
