import { readFile } from 'node:fs/promises';

interface DataRequest {
  readonly kind: string;
  readonly filename: string;
}

/**
 * The tables that some Chinese, Japanese and Korean PDFs refer to instead of holding them. They are read from the package
 * `pdfjs-dist` where that is installed; it is too large to be a dependency for the few documents that need it.
 */
export class CharacterMaps {
  /** The names of those that a document needed and that are not here. */
  readonly missing = new Set<string>();

  /** What the PDF library calls when it needs a table. Other data (fonts, image decoders) has no influence on text. */
  async fetch({ kind, filename }: DataRequest): Promise<Uint8Array> {
    if (kind !== 'cMapUrl') throw new Error('Not needed for text.');
    try {
      return new Uint8Array(
        await readFile(new URL(`./cmaps/${filename}`, import.meta.resolve('pdfjs-dist/package.json'))),
      );
    } catch (cause) {
      this.missing.add(filename.replace('.bcmap', ''));
      throw new Error(`The character map ${filename} is not installed.`, { cause });
    }
  }
}
