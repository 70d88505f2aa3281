import { isUtf8 } from 'node:buffer';
import type { Extracted, ExtractRequest } from '@acequia/core';
import { chooseTextFormat } from './detect/choose-text-format.ts';
import { readDeclaredType } from './detect/declared-type.ts';
import { finishDraft } from './finish-draft.ts';
import { byteFormats } from './formats/registry.ts';
import { cleanText } from './text/clean-text.ts';

/** Above this, a document is worth the way to a worker. */
const maxInlineBytes = 64 * 1024;

/**
 * Any of them (a tab, a line or form feed is none) may mean that this is something else, which takes a closer look. An
 * expression, because a loop over bytes is slow until the last compiler has seen it, and a sync may be over by then.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const controlCharacter = /[\0-\x08\x0e-\x1f]/;

/**
 * Small plain text and markdown in UTF-8, converted on the spot, which costs less than asking a worker; undefined for all else.
 * Gives exactly what the worker would.
 */
export function extractInline(request: ExtractRequest, maxMarkdownBytes: number): Extracted | undefined {
  const { bytes, mime, title } = request;
  if (bytes.length > maxInlineBytes) return undefined;
  if (request.text === undefined && !isUtf8(bytes)) return undefined;
  if (byteFormats.some((format) => format.recognize?.(bytes))) return undefined;
  const decoded = request.text ?? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (controlCharacter.test(decoded)) return undefined;
  const declared = readDeclaredType(mime, title);
  if (declared.format?.content === 'bytes' && declared.format.accept?.(bytes)) return undefined;
  const { text, warnings } = cleanText(decoded);
  const format = chooseTextFormat(text, declared);
  if (format.inline === undefined) return undefined;
  const draft = format.convert({ text, extension: declared.extension, maxMarkdownBytes });
  if (draft instanceof Promise) return undefined;
  return finishDraft(draft, { mime: format.mimes[0] ?? 'text/plain', warnings, maxMarkdownBytes });
}
