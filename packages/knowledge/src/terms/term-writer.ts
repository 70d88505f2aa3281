import { lowerCase } from './character-classes.ts';
import type { TermSink } from './scan-terms.ts';

/** Longer words are indexed and searched by their beginning: InnoDB drops tokens of more than 84 bytes. */
const maxAsciiLength = 64;
const maxEncodedUnits = 18;
/** An encoded unit costs four bytes and may be in two bigrams; prefix, marker and blank come on top. */
const bytesPerUnit = 2 * (4 + 8);
/** Enough for a chunk. What a huge text needed is given back with the next usual one. */
const usualSize = 64 * 1024;
const hex = Buffer.from('0123456789abcdef', 'latin1');
const blank = 0x20;
/** Begins every term that is not plain ASCII; four hexadecimal digits a code unit follow. A word with this letter first gets it twice, so that `z*` finds words only. */
const marker = 0x7a;

/** Writes encoded terms: lower-case ASCII as it is, everything else in hexadecimal, so that any engine sees words of [a-z0-9]. */
export class TermWriter implements TermSink {
  #text = '';
  #bytes = Buffer.alloc(usualSize);
  #end = 0;
  readonly #prefix: Buffer;
  #parts: number[] = [];

  constructor(prefix: string) {
    this.#prefix = Buffer.from(prefix, 'latin1');
  }

  /** Starts over with a folded text. */
  open(text: string): void {
    const needed = text.length * (bytesPerUnit + 2 * this.#prefix.length) + 64;
    const fits = this.#bytes.length >= needed && (needed > usualSize || this.#bytes.length === usualSize);
    if (!fits) this.#bytes = Buffer.alloc(Math.max(needed, usualSize));
    this.#text = text;
    this.#end = 0;
    this.#parts.length = 0;
  }

  /** The terms in the order of the text, then the parts of its compound words; separated by blanks. */
  close(): string {
    for (let at = 0; at + 2 < this.#parts.length; at += 3) {
      this.word(this.#parts[at] ?? 0, this.#parts[at + 1] ?? 0, this.#parts[at + 2] === 1);
    }
    this.#parts.length = 0;
    return this.take();
  }

  /** What was written since the last time. */
  take(): string {
    const written = this.#bytes.toString('latin1', 0, Math.max(0, this.#end - 1));
    this.#end = 0;
    return written;
  }

  word(start: number, end: number, ascii: boolean): void {
    if (ascii) this.#writeAscii(start, Math.min(end, start + maxAsciiLength));
    else this.#writeEncoded(start, Math.min(end, start + maxEncodedUnits));
  }

  part(start: number, end: number, ascii: boolean): void {
    this.#parts.push(start, end, ascii ? 1 : 0);
  }

  run(start: number, end: number): void {
    for (let at = start; at + 1 < end; at += 1) this.#writeEncoded(at, at + 2);
    this.#writeEncoded(end - 1, end);
  }

  #writeAscii(start: number, end: number): void {
    const bytes = this.#bytes;
    let to = this.#writePrefix();
    if ((this.#text.charCodeAt(start) | 0x20) === marker) bytes[to++] = marker;
    for (let at = start; at < end; at += 1) {
      const unit = this.#text.charCodeAt(at);
      bytes[to++] = unit >= 0x41 && unit <= 0x5a ? unit | 0x20 : unit;
    }
    bytes[to++] = blank;
    this.#end = to;
  }

  #writeEncoded(start: number, end: number): void {
    const bytes = this.#bytes;
    let to = this.#writePrefix();
    bytes[to++] = marker;
    for (let at = start; at < end; at += 1) {
      const unit = lowerCase[this.#text.charCodeAt(at)] ?? 0;
      bytes[to++] = hex[unit >> 12] ?? 0;
      bytes[to++] = hex[(unit >> 8) & 15] ?? 0;
      bytes[to++] = hex[(unit >> 4) & 15] ?? 0;
      bytes[to++] = hex[unit & 15] ?? 0;
    }
    bytes[to++] = blank;
    this.#end = to;
  }

  #writePrefix(): number {
    let to = this.#end;
    for (let at = 0; at < this.#prefix.length; at += 1) this.#bytes[to++] = this.#prefix[at] ?? 0;
    return to;
  }
}
