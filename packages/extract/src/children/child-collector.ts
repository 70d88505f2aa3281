import type { ExtractedChild } from '@acequia/core';
import { ByteBudget } from '../zip/byte-budget.ts';
import { cleanName } from './clean-name.ts';

interface Limits {
  readonly documents: number;
  readonly bytes: number;
}

const mebibyte = 1024 * 1024;

/** By how many documents a document was taken out of: what is in the second one still counts, what is in the third is left there. */
const limitsByDepth: readonly Limits[] = [
  { documents: 1000, bytes: 128 * mebibyte },
  { documents: 200, bytes: 32 * mebibyte },
];
/** An archive in an archive may unpack to this many times its size, so that all of them together stay bounded. */
const maxInnerRatio = 20;
const innerBytes = mebibyte;

/** Gathers the documents inside a document, within limits of number, bytes and depth. */
export class ChildCollector {
  readonly children: ExtractedChild[] = [];
  /** What may still be unpacked. */
  readonly budget: ByteBudget;
  readonly #limits: Limits | undefined;
  readonly #names = new Set<string>();
  #left = 0;

  /**
   * @param depth how many documents this one was taken out of.
   * @param size bytes of this one.
   */
  constructor(depth: number, size: number) {
    this.#limits = limitsByDepth[depth];
    const most = this.#limits?.bytes ?? 0;
    this.budget = new ByteBudget(depth === 0 ? most : Math.min(most, Math.max(innerBytes, size * maxInnerRatio)));
  }

  /** Whether another one may be added. When not, this one is counted as left out. */
  hasRoom(): boolean {
    if (this.#limits !== undefined && this.children.length < this.#limits.documents && this.budget.left > 0)
      return true;
    this.#left++;
    return false;
  }

  /** As `hasRoom`, for one whose bytes are at hand: they are counted here. */
  hasRoomFor(bytes: number): boolean {
    if (!this.hasRoom()) return false;
    if (bytes > this.budget.left) {
      this.#left++;
      return false;
    }
    this.budget.take(bytes);
    return true;
  }

  /** Counts one that could not be taken: it is too large, encrypted, or there was no room. */
  leaveOut(): void {
    this.#left++;
  }

  /** @param bytes in a buffer of their own. Their number was counted against the budget already. */
  add(name: string, bytes: Uint8Array, about: { mime?: string; modifiedAt?: number } = {}): void {
    if (bytes.byteLength === 0) return;
    const { mime, modifiedAt } = about;
    this.children.push({
      name: this.#makeUnique(cleanName(name)),
      bytes,
      ...(mime !== undefined && { mime }),
      ...(modifiedAt !== undefined && modifiedAt > 0 && { modifiedAt }),
    });
  }

  get warnings(): string[] {
    if (this.#left === 0) return [];
    if (this.#limits === undefined) {
      return [`${this.#left} file(s) in it were not read: it is inside an archive inside another document.`];
    }
    const { documents } = this.#limits;
    return [
      `${this.#left} file(s) in it were not read: they are encrypted or broken, or it holds more than ${documents} files or ${this.budget.limit} bytes.`,
    ];
  }

  #makeUnique(name: string): string {
    let unique = name;
    const dot = name.lastIndexOf('.');
    const end = dot > name.lastIndexOf('/') + 1 ? dot : name.length;
    for (let copy = 2; this.#names.has(unique); copy++) unique = `${name.slice(0, end)} (${copy})${name.slice(end)}`;
    this.#names.add(unique);
    return unique;
  }
}
