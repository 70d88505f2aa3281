/** A piece of RTF. https://www.biblioscape.com/rtf15_spec.htm */
export type RtfToken =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  /** `\b0`: a word with a number, if it has one. */
  | { readonly kind: 'word'; readonly name: string; readonly value: number | undefined }
  /** `\*`, `\~`: a sign. */
  | { readonly kind: 'sign'; readonly name: string }
  /** Bytes in the charset of the font. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const maxWord = 32;

/** Splits RTF into its tokens, in one pass. */
export function* tokenizeRtf(source: Uint8Array): Generator<RtfToken> {
  let at = 0;
  while (at < source.length) {
    const byte = source[at] ?? 0;
    if (byte === openBrace || byte === closeBrace) {
      yield { kind: byte === openBrace ? 'open' : 'close' };
      at++;
    } else if (byte === backslash) {
      const control = readControl(source, at + 1);
      at = control.end;
      yield control.token;
    } else {
      const end = findTextEnd(source, at);
      const bytes = source.subarray(at, end).filter((one) => one !== 10 && one !== 13 && one !== 0);
      if (bytes.length > 0) yield { kind: 'bytes', bytes };
      at = end;
    }
  }
}

function readControl(source: Uint8Array, start: number): { token: RtfToken; end: number } {
  const first = source[start] ?? 0;
  if (!isLetter(first)) return readSign(source, start);
  let at = start;
  while (isLetter(source[at] ?? 0) && at - start < maxWord) at++;
  const name = latin(source, start, at);
  const numberStart = at;
  if (source[at] === 0x2d) at++;
  while (isDigit(source[at] ?? 0) && at - numberStart < 12) at++;
  const written = latin(source, numberStart, at);
  const value = written === '' || written === '-' ? undefined : Number(written);
  if (source[at] === 0x20) at++;
  // Raw bytes follow, of a picture.
  if (name === 'bin' && value !== undefined && value > 0) at += value;
  return { token: { kind: 'word', name, value }, end: at };
}

function readSign(source: Uint8Array, start: number): { token: RtfToken; end: number } {
  const name = String.fromCharCode(source[start] ?? 0x20);
  if (name === "'") {
    const value = Number.parseInt(latin(source, start + 1, start + 3), 16);
    const bytes = Number.isNaN(value) ? new Uint8Array() : Uint8Array.of(value);
    return { token: { kind: 'bytes', bytes }, end: start + 3 };
  }
  if (name === '\n' || name === '\r') return { token: { kind: 'word', name: 'par', value: undefined }, end: start + 1 };
  return { token: { kind: 'sign', name }, end: start + 1 };
}

function findTextEnd(source: Uint8Array, start: number): number {
  let at = start;
  while (at < source.length) {
    const byte = source[at];
    if (byte === backslash || byte === openBrace || byte === closeBrace) break;
    at++;
  }
  return at;
}

function latin(source: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...source.subarray(start, end));
}

function isLetter(byte: number): boolean {
  return (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90);
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}
