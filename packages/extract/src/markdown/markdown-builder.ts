import { SourceError } from '@acequia/core';

/** Collects markdown and stops when it grows beyond the limit, not after. */
export class MarkdownBuilder {
  readonly #parts: string[] = [];
  readonly maxBytes: number;
  #length = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** Adds text as it is. The limit is checked in UTF-16 units here, which never exceed the bytes. */
  add(text: string): void {
    this.#length += text.length;
    if (this.#length > this.maxBytes) throw tooMuchMarkdown(this.maxBytes);
    this.#parts.push(text);
  }

  /** Adds a block, apart from what came before by an empty line. */
  addBlock(text: string): void {
    if (this.#length > 0) this.add('\n\n');
    this.add(text);
  }

  get empty(): boolean {
    return this.#length === 0;
  }

  toString(): string {
    return this.#parts.join('');
  }
}

export function tooMuchMarkdown(maxBytes: number): SourceError {
  return new SourceError('too-large', `The text of this document is larger than ${maxBytes} bytes.`, {
    remedy: 'Split the document, or raise the limit for extracted text.',
  });
}
