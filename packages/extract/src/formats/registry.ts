import { csv } from './csv.ts';
import type { ByteFormat, Format, TextFormat } from './format.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { jsonLines } from './json-lines.ts';
import { markdown } from './markdown.ts';
import { pdf } from './pdf.ts';
import { plainText } from './plain-text.ts';

/** Every format, in the order in which they are asked to recognise a content. A new one is a file here and a line below. */
const formats: readonly Format[] = [pdf, html, markdown, csv, json, jsonLines, plainText];

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
