import { SourceError } from '@acequia/core';

/** Counts the bytes that a document unpacks to and ends it when they are too many. What the document says about sizes is not believed. */
export class ByteBudget {
  readonly limit: number;
  #used = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  get left(): number {
    return this.limit - this.#used;
  }

  take(bytes: number): void {
    this.#used += bytes;
    if (this.#used > this.limit) throw unpacksTooLarge(this.limit);
  }
}

function unpacksTooLarge(limit: number): SourceError {
  return new SourceError('too-large', `This document unpacks to more than ${limit} bytes.`, {
    remedy: 'Split it, or store what is needed of it unpacked.',
  });
}
