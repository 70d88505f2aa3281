import { isUtf8 } from 'node:buffer';
import { SourceError } from '@acequia/core';
import { fileTypeFromBuffer } from 'file-type';
import type { ByteFormat, TextFormat } from '../formats/format.ts';
import { byteFormats, formatOfMime } from '../formats/registry.ts';
import { type DecodedText, decodeText } from '../text/decode-text.ts';
import { findByteOrderMark } from '../text/find-byte-order-mark.ts';
import { guessUtf16 } from '../text/guess-utf16.ts';
import { hasByte } from '../text/has-byte.ts';
import { chooseTextFormat, unsupportedType } from './choose-text-format.ts';
import type { DeclaredType } from './declared-type.ts';
import { identifyZip, isZip } from './identify-zip.ts';

/** `mime`: what the signature says, of a format that has several. */
export type Detected =
  | { readonly format: ByteFormat; readonly mime?: string }
  | { readonly format: TextFormat; readonly decoded: DecodedText };

/** Finds out what bytes are: by their content first, then as the source says, then by the name. */
export async function detect(bytes: Uint8Array, declared: DeclaredType): Promise<Detected> {
  const recognized = byteFormats.find((format) => format.recognize?.(bytes));
  const binary = recognized === undefined ? await detectBinary(bytes, declared) : { format: recognized };
  if (binary !== undefined) return binary;
  if (declared.format?.content === 'bytes' && declared.format.accept?.(bytes)) return { format: declared.format };
  const decoded = decodeText(bytes, declared.charset);
  return { format: chooseTextFormat(decoded.text, declared), decoded };
}

/** The binary format of the bytes; undefined for text. */
async function detectBinary(
  bytes: Uint8Array,
  declared: DeclaredType,
): Promise<{ format: ByteFormat; mime?: string } | undefined> {
  if (looksLikeText(bytes)) return undefined;
  const mime = await identify(bytes);
  const format = mime === undefined ? undefined : formatOfMime(mime);
  if (format?.content === 'bytes') return { format, mime };
  if (mime !== undefined) throw unsupportedType(mime);
  if (isMostlyText(bytes)) return undefined;
  if (declared.format?.content === 'bytes') {
    if (declared.format.recognize === undefined) return { format: declared.format };
    throw new SourceError('unreadable', `This is not a valid ${declared.format.name} file.`, {
      remedy: 'Open it in its own program and save it again.',
    });
  }
  throw unsupportedType(
    declared.mime === '' || declared.mime === 'text/plain' ? 'application/octet-stream' : declared.mime,
  );
}

/** The media type of bytes by their signature; undefined when they have none that is known. */
async function identify(bytes: Uint8Array): Promise<string | undefined> {
  if (isZip(bytes)) return identifyZip(bytes);
  return (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime;
}

/** No control characters at the beginning, or Unicode that says so itself. Magic numbers of two letters ("BM") then mean nothing. */
function looksLikeText(bytes: Uint8Array): boolean {
  if (findByteOrderMark(bytes) !== undefined) return true;
  if (controlShare(bytes) === 0 && (isUtf8(bytes) ? !hasByte(bytes, 0) : true)) return true;
  return guessUtf16(bytes) !== undefined;
}

/** A stray NUL or escape sequence in a log file does not make it binary. */
function isMostlyText(bytes: Uint8Array): boolean {
  return controlShare(bytes) < (isUtf8(bytes) ? 0.05 : 0.01);
}

/** Which part of the first 8 KiB are control characters that text does not use. */
function controlShare(bytes: Uint8Array): number {
  const sample = bytes.subarray(0, 8192);
  let count = 0;
  for (const byte of sample) {
    if (byte < 32 && (byte < 9 || byte > 13) && byte !== 27) count++;
  }
  return count / sample.length;
}
