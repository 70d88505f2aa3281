import { analyse } from 'chardet';

/** Charsets of systems that wrote names as they were, not in the code page that the format asks for; the most common first. */
const likely = ['GB18030', 'Shift_JIS', 'Big5', 'EUC-KR', 'windows-1251'];
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
  const found = analyse(sample).filter(({ confidence }) => confidence >= minConfidence);
  const most = Math.max(...found.map(({ confidence }) => confidence));
  const best = found.filter(({ confidence }) => confidence === most).map(({ name }) => String(name));
  return likely.find((name) => best.includes(name))?.toLowerCase();
}
