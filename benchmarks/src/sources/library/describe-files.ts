import { Library } from './library.ts';

/** What is in a library, in words. */
export function describeFiles(files: number): string {
  return `${files} files of 1-8 KiB and ${new Library(files).size - files} of 1 MiB, text`;
}
