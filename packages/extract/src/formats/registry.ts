import { gzip, tar, zip, zstd } from './archives.ts';
import { csv } from './csv.ts';
import { docx } from './docx.ts';
import { epub } from './epub.ts';
import type { ByteFormat, Format, TextFormat } from './format.ts';
import { html } from './html.ts';
import { image } from './image.ts';
import { json } from './json.ts';
import { jsonLines } from './json-lines.ts';
import { eml, msg } from './mail.ts';
import { markdown } from './markdown.ts';
import { notebook } from './notebook.ts';
import { odp, ods, odt } from './odf.ts';
import { pdf } from './pdf.ts';
import { plainText } from './plain-text.ts';
import { pptx } from './pptx.ts';
import { rtf } from './rtf.ts';
import { xlsx } from './xlsx.ts';
import { svg, xml } from './xml.ts';

/** Every format, in the order in which they are asked to recognise a content. A new one is a file here and a line below. */
const formats: readonly Format[] = [
  pdf,
  docx,
  pptx,
  xlsx,
  odt,
  odp,
  ods,
  epub,
  rtf,
  msg,
  eml,
  zip,
  tar,
  gzip,
  zstd,
  image,
  html,
  svg,
  xml,
  notebook,
  markdown,
  csv,
  json,
  jsonLines,
  plainText,
];

export const textFormats: readonly TextFormat[] = formats.filter((format) => format.content === 'text');
export const byteFormats: readonly ByteFormat[] = formats.filter((format) => format.content === 'bytes');

const byMime = new Map(formats.flatMap((format) => format.mimes.map((mime) => [mime, format] as const)));
const byExtension = new Map(formats.flatMap((format) => format.extensions.map((ending) => [ending, format] as const)));

export function formatOfMime(mime: string): Format | undefined {
  return byMime.get(mime);
}

export function formatOfExtension(extension: string): Format | undefined {
  return byExtension.get(extension);
}
