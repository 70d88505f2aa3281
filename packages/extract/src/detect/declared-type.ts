import type { Format } from '../formats/format.ts';
import { formatOfExtension, formatOfMime } from '../formats/registry.ts';

/** What the source and the name say about a content. The content itself has the first word. */
export interface DeclaredType {
  /** Lower-case media type without parameters; empty when nothing was said. */
  readonly mime: string;
  /** Of the media type's `charset` parameter. */
  readonly charset?: string;
  /** Of the name, lower-case; empty when there is none. */
  readonly extension: string;
  /** By the media type, else by the name. */
  readonly format?: Format;
}

/** Media types that servers send when they know nothing better: the name says more. */
const vague = new Set(['', 'text/plain', 'application/octet-stream', 'binary/octet-stream', 'application/x-download']);

export function readDeclaredType(mimeWithParameters: string | undefined, title: string | undefined): DeclaredType {
  const [first = '', ...parameters] = (mimeWithParameters ?? '').split(';', 10);
  const mime = first.trim().toLowerCase();
  const extension = title === undefined ? '' : extensionOf(title);
  const byName = formatOfExtension(extension);
  const format = vague.has(mime) ? (byName ?? formatOfMime(mime)) : (formatOfMime(mime) ?? byName);
  const charset = parameters.length === 0 ? undefined : charsetOf(parameters);
  return { mime, extension, ...(charset && { charset }), ...(format && { format }) };
}

function extensionOf(title: string): string {
  const dot = title.lastIndexOf('.');
  return dot === -1 || title.length - dot > 16 ? '' : title.slice(dot + 1).toLowerCase();
}

function charsetOf(parameters: readonly string[]): string | undefined {
  const parameter = parameters.map((text) => text.trim()).find((text) => text.toLowerCase().startsWith('charset='));
  return parameter?.slice('charset='.length).replaceAll('"', '').trim().toLowerCase();
}

const binaryFamilies = [
  'image/',
  'audio/',
  'video/',
  'font/',
  'application/vnd.',
  'application/zip',
  'application/msword',
];
const binaryExtensions = new Set(
  'docx xlsx pptx doc xls ppt odt ods odp epub zip gz tar 7z rar png jpg jpeg gif webp tiff bmp heic mp3 mp4 mov wav'.split(
    ' ',
  ),
);

/** Whether a file of this declared type has text at all when it is empty. An unknown type has. */
export function isDeclaredBinary({ mime, extension, format }: DeclaredType): boolean {
  if (format !== undefined) return format.content === 'bytes';
  return binaryExtensions.has(extension) || binaryFamilies.some((family) => mime.startsWith(family));
}
