/** A text without a single line break, space or Latin letter in a hundred characters is none. */
const minZeroShare = 0.01;
const sampleBytes = 8192;

/**
 * The byte order of UTF-16 without a byte order mark; undefined when the bytes are something else. Spaces, line breaks and
 * Latin letters have a zero byte, nearly always on the same side, and nearly all must be characters that people write.
 */
export function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  const sample = bytes.subarray(0, sampleBytes);
  let even = 0;
  let odd = 0;
  for (let index = 0; index + 1 < sample.length; index += 2) {
    if (sample[index] === 0) even++;
    if (sample[index + 1] === 0) odd++;
  }
  if (Math.max(even, odd) < (sample.length / 2) * minZeroShare) return undefined;
  const likely = odd >= even ? 'utf-16le' : 'utf-16be';
  return Math.min(even, odd) < sample.length / 8 && isWritten(sample, likely) ? likely : undefined;
}

const written = /[\t\n\r\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\p{Cf}]/gu;
const common =
  /[\t\n\r -~\u00a0-\u04ff\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7af\uff00-\uffef]/gu;

function isWritten(sample: Uint8Array, charset: string): boolean {
  const text = new TextDecoder(charset).decode(sample);
  const enough = (pattern: RegExp, share: number) => (text.match(pattern)?.length ?? 0) >= text.length * share;
  return enough(written, 0.98) && enough(common, 0.9);
}
