import type { MarkdownBuilder } from '../markdown/markdown-builder.ts';

interface Indent {
  /** What the next block begins with; '' after it was written. */
  marker: string;
  /** What every other line begins with. */
  readonly rest: string;
  readonly list: boolean;
  /** A block was written under it. */
  used: boolean;
}

/** Deeper lists and quotations are written at this depth: an indent per line and level would be quadratic. */
const maxDepth = 10;

/** Writes blocks below each other, with the marks of the lists and quotations that they are in. */
export class BlockWriter {
  readonly #out: MarkdownBuilder;
  readonly #indents: Indent[] = [];
  #ignored = 0;
  /** The last block belongs to a list that goes on. */
  #inList = false;

  constructor(out: MarkdownBuilder) {
    this.#out = out;
  }

  open(marker: string, list: boolean): void {
    if (this.#indents.length >= maxDepth) this.#ignored++;
    else this.#indents.push({ marker, rest: list ? ' '.repeat(marker.length) : marker, list, used: false });
  }

  close(): void {
    if (this.#ignored > 0) this.#ignored--;
    else this.#indents.pop();
  }

  /** The outermost list ended: the next item is of another one. */
  endList(): void {
    this.#inList = false;
  }

  write(block: string): void {
    const startsItem = this.#indents.some(({ list, marker }) => list && marker !== '');
    const rest = this.#indents.map((indent) => indent.rest).join('');
    const first = this.#indents.map((indent) => indent.marker || indent.rest).join('');
    if (!this.#out.empty) {
      const between = this.#indents.map((indent) => (indent.used ? indent.rest : '')).join('');
      this.#out.add(startsItem && this.#inList ? '\n' : `\n${between.trimEnd()}\n`);
    }
    this.#out.add(first);
    this.#out.add(rest === '' ? block : block.replaceAll('\n', `\n${rest}`));
    for (const indent of this.#indents) {
      indent.used = true;
      if (indent.list) indent.marker = '';
    }
    this.#inList = this.#indents.some(({ list }) => list);
  }
}
