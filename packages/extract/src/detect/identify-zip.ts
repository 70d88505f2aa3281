import { ByteBudget } from '../zip/byte-budget.ts';
import { ZipArchive } from '../zip/zip-archive.ts';

const maxTypeBytes = 4096;
const zip = 'application/zip';

/** Nothing else that a zip may say about itself is believed. */
const selfDeclared = /^application\/(?:vnd\.oasis\.opendocument\.[a-z-]+|epub\+zip)$/;

/** The folder of the main part of each Office format. */
const officeFolders: readonly (readonly [string, string])[] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
];

/** Whether bytes are a zip: they begin with a file, or with the end of an empty one. */
export function isZip(bytes: Uint8Array): boolean {
  const [first, second, third, fourth] = bytes;
  return first === 0x50 && second === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));
}

/** The media type of a zip: what its files make of it. A broken one is a zip. */
export async function identifyZip(bytes: Uint8Array): Promise<string> {
  const archive = await ZipArchive.open(bytes, new ByteBudget(maxTypeBytes)).catch(() => undefined);
  if (archive === undefined) return guessBroken(bytes);
  if (archive.has('[Content_Types].xml')) {
    if (archive.has('xl/workbook.bin')) return 'application/vnd.ms-excel.sheet.binary.macroenabled.12';
    const folder = officeFolders.find(([start]) => archive.entries.some(({ name }) => name.startsWith(start)));
    if (folder !== undefined) return folder[1];
  }
  // OpenDocument and EPUB say it themselves.
  const declared = await archive.read('mimetype').catch(() => undefined);
  const type = declared && new TextDecoder().decode(declared).trim().toLowerCase();
  if (type !== undefined && selfDeclared.test(type)) return type;
  return archive.has('META-INF/container.xml') ? 'application/epub+zip' : zip;
}

/** A cut-off Office file is told from a cut-off archive by its first bytes, so that the error names it right. */
function guessBroken(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8192)).toString('latin1');
  return officeFolders.find(([start]) => head.includes(start))?.[1] ?? zip;
}
