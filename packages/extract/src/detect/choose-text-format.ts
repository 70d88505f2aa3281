import { SourceError } from '@acequia/core';
import type { TextFormat } from '../formats/format.ts';
import { json } from '../formats/json.ts';
import { plainText } from '../formats/plain-text.ts';
import { textFormats } from '../formats/registry.ts';
import type { DeclaredType } from './declared-type.ts';

/** Kinds of text that are no text for readers, by how they begin. */
const unreadableStarts: readonly (readonly [string, string])[] = [['%!PS', 'application/postscript']];

/** The format of a decoded text: what it plainly is, else what the source or the name says, else plain text. */
export function chooseTextFormat(text: string, declared: DeclaredType): TextFormat {
  for (const [start, mime] of unreadableStarts) if (text.startsWith(start)) throw unsupportedType(mime);
  const recognized = textFormats.find((format) => format.recognize?.(text));
  if (recognized !== undefined) return recognized;
  if (declared.format?.content === 'text') return declared.format;
  return declared.extension === '' && isJson(text) ? json : plainText;
}

function isJson(text: string): boolean {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function unsupportedType(mime: string): SourceError {
  return new SourceError('unsupported', `A content of the type ${mime} cannot be turned into text.`, {
    remedy: 'Nothing to do if its text is not wanted; otherwise store it in a supported format, such as PDF or HTML.',
  });
}
