/** What a UTF-16 code unit is to the tokeniser. */
export const separator = 0;
/** A letter, mark or digit of a script that separates words. */
export const letter = 1;
/** An upper-case letter: where `camelCase` may be cut. */
export const upper = 2;
/** Of a script without spaces between words (Han, kana, hangul with its particles, Thai ...), a picture, or a surrogate. */
export const dense = 3;

const wordCharacters = /[\p{L}\p{N}\p{M}]+/gu;
const upperCharacters = /\p{Lu}+/gu;
const denseCharacters =
  /(?:(?=[\p{L}\p{N}\p{M}])[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]|\p{Extended_Pictographic})+/gu;

/** The class of every code unit. */
export const classes: Uint8Array = buildClasses();
/** The lower case of every code unit whose lower case is one code unit; itself otherwise. */
export const lowerCase: Uint16Array = buildLowerCase();

function buildClasses(): Uint8Array {
  const table = new Uint8Array(0x10000);
  const everything = basicPlane();
  mark(table, everything, wordCharacters, letter);
  mark(table, everything, upperCharacters, upper);
  mark(table, everything, denseCharacters, dense);
  table.fill(dense, 0xd800, 0xe000);
  return table;
}

function buildLowerCase(): Uint16Array {
  const table = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit);
  for (const { 0: run } of basicPlane().matchAll(upperCharacters)) {
    for (const character of run) {
      const lower = character.toLowerCase();
      if (lower.length === 1) table[character.charCodeAt(0)] = lower.charCodeAt(0);
    }
  }
  // Greek writes the sigma at a word's end differently.
  table[0x3c2] = 0x3c3;
  return table;
}

/** Every code unit at its own index, with a blank for the surrogates, which no pattern can match alone. */
function basicPlane(): string {
  const units = Uint16Array.from({ length: 0x10000 }, (_, unit) => (unit >= 0xd800 && unit < 0xe000 ? 0x20 : unit));
  return Buffer.from(units.buffer).toString('utf16le');
}

function mark(table: Uint8Array, text: string, pattern: RegExp, value: number): void {
  for (const match of text.matchAll(pattern)) table.fill(value, match.index, match.index + match[0].length);
}
