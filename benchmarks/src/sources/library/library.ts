import { textOf } from './text-of.ts';

const kibibyte = 1024;
/** Of 51 documents one is large: 200 beside 10,000. */
const smallForOneLarge = 50;
const perFolder = 102;

/** Documents by number, the same at each run. */
export class Library {
  /** Small ones and large ones. */
  readonly size: number;

  /** @param files small ones, of 1 to 8 KiB; a fiftieth of them comes on top with 1 MiB each */
  constructor(files: number) {
    this.size = files + Math.floor(files / smallForOneLarge);
  }

  pathOf(number: number): string {
    const folder = Math.floor(number / perFolder);
    const name = isLarge(number) ? `record ${number}.txt` : `note ${number}.md`;
    return `area ${Math.floor(folder / 10)}/topic ${folder}/${name}`;
  }

  bodyOf(number: number, revision: number): Buffer {
    const bytes = isLarge(number) ? kibibyte * kibibyte : smallSize(number);
    return textOf(number, revision, bytes);
  }

  /** @param offset 0 to 99: each hundredth document; absent: all */
  *numbers(offset?: number): Generator<number> {
    for (let number = offset ?? 0; number < this.size; number += offset === undefined ? 1 : 100) yield number;
  }
}

/** 1 to 8 KiB. */
export function smallSize(number: number): number {
  return kibibyte + ((number * 2_654_435_761) % (7 * kibibyte));
}

function isLarge(number: number): boolean {
  return number % (smallForOneLarge + 1) === smallForOneLarge;
}
