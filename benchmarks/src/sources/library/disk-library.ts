import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Library } from './library.ts';

/** Long ago, in seconds since 1970: a file that changed this second would be looked at twice. */
const longAgo = Date.UTC(2024, 0, 1) / 1000;

/** A library as files in a folder. */
export class DiskLibrary {
  readonly #folder: string;
  readonly #library: Library;
  #revision = 0;

  constructor(folder: string, files: number) {
    this.#folder = folder;
    this.#library = new Library(files);
    this.#write(this.#library.numbers());
  }

  change(offset: number): void {
    this.#revision += 1;
    this.#write(this.#library.numbers(offset));
  }

  remove(offset: number): void {
    for (const number of this.#library.numbers(offset)) rmSync(join(this.#folder, this.#library.pathOf(number)));
  }

  #write(numbers: Iterable<number>): void {
    for (const number of numbers) {
      const path = join(this.#folder, this.#library.pathOf(number));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, this.#library.bodyOf(number, this.#revision));
      const time = longAgo + number + this.#revision * 86_400;
      utimesSync(path, time, time);
    }
  }
}
