import { analyse } from 'chardet';

/** Charsets of systems that wrote names as they were, not in the code page that the format asks for. */
const likely = new Set(['GB18030', 'Big5', 'Shift_JIS', 'EUC-JP', 'EUC-KR', 'windows-1251', 'KOI8-R']);
const minConfidence = 60;
const sampleBytes = 4096;
/** A few letters say too little to the statistics; the same ones again and again do. */
const repetitions = 20;

/** The charset of file names that are neither ASCII nor marked as UTF-8; undefined where nothing speaks against code page 437. */
export function guessNameCharset(names: readonly Uint8Array[]): string | undefined {
  const written = names.filter((name) => name.some((byte) => byte > 127));
  if (written.length === 0) return undefined;
  const lines = Buffer.concat(written.flatMap((name) => [name, Buffer.from('\n')])).subarray(0, sampleBytes);
  const sample = Buffer.concat(new Array<Uint8Array>(repetitions).fill(lines));
  const [best] = analyse(sample);
  return best && best.confidence >= minConfidence && likely.has(best.name) ? best.name.toLowerCase() : undefined;
}
