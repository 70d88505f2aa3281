import { isUtf8 } from 'node:buffer';
import { cleanText } from './clean-text.ts';
import { findByteOrderMark } from './find-byte-order-mark.ts';
import { findMetaCharset } from './find-meta-charset.ts';
import { guessCharset } from './guess-charset.ts';
import { guessUtf16 } from './guess-utf16.ts';
import { hasByte } from './has-byte.ts';

export interface DecodedText {
  readonly text: string;
  /** WHATWG name of the charset. */
  readonly charset: string;
  readonly warnings: readonly string[];
}

/**
 * Bytes of text in any charset, decoded: by a byte order mark, else as UTF-8 when they are nothing but that, else UTF-16, else
 * as declared (by the media type, or in the HTML itself) when that fits, else by statistics.
 */
export function decodeText(bytes: Uint8Array, declaredCharset: string | undefined): DecodedText {
  const charset = findCharset(bytes, declaredCharset);
  const decoded = new TextDecoder(charset).decode(bytes);
  const { text, warnings } = cleanText(decoded);
  const replaced = countReplacements(decoded);
  if (replaced === 0 || (charset === 'utf-8' && isUtf8(bytes))) return { text, charset, warnings };
  const warning = `${replaced} character(s) are not valid in ${charset} and were replaced by "\ufffd".`;
  return { text, charset, warnings: [...warnings, warning] };
}

function findCharset(bytes: Uint8Array, declared: string | undefined): string {
  const mark = findByteOrderMark(bytes);
  if (mark !== undefined) return mark.charset;
  const wanted = knownCharset(declared) ?? knownCharset(findMetaCharset(bytes));
  // The one charset in use that hides in plain ASCII, behind escape sequences.
  if (wanted === 'iso-2022-jp' && decodes(bytes, wanted)) return wanted;
  const utf16 = hasByte(bytes, 0) ? guessUtf16(bytes) : undefined;
  if (utf16 !== undefined) return utf16;
  if (isUtf8(bytes)) return hasByte(bytes, 27) && guessCharset(bytes) === 'iso-2022-jp' ? 'iso-2022-jp' : 'utf-8';
  if (wanted !== undefined && wanted !== 'utf-8' && decodes(bytes, wanted)) return wanted;
  return isDamagedUtf8(bytes) ? 'utf-8' : guessCharset(bytes);
}

/** The WHATWG name of a charset that can be decoded here. */
function knownCharset(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

function decodes(bytes: Uint8Array, charset: string): boolean {
  try {
    new TextDecoder(charset, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Whether nearly all beyond ASCII is valid UTF-8: a truncated or patched file, not one in another charset. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  const replaced = countReplacements(text);
  let beyondAscii = 0;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) beyondAscii++;
  return beyondAscii - replaced > replaced * 4;
}

function countReplacements(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) count++;
  return count;
}
