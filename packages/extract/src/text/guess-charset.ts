import { analyse } from 'chardet';

/** Enough for statistics; it starts just before the first byte that is not ASCII. */
const sampleBytes = 64 * 1024;
const fallback = 'windows-1252';

/** The most likely charset of bytes that are not UTF-8, among those that decode without an error. */
export function guessCharset(bytes: Uint8Array): string {
  const first = bytes.findIndex((byte) => byte > 127 || byte === 27);
  const start = Math.max(0, first - 256);
  const sample = bytes.subarray(start, start + sampleBytes);
  for (const { name } of analyse(sample)) {
    const charset = decodable(name, bytes);
    if (charset !== undefined) return charset;
  }
  return fallback;
}

function decodable(name: string, bytes: Uint8Array): string | undefined {
  if (name === 'UTF-8' || name === 'ASCII' || name.startsWith('UTF-')) return undefined;
  try {
    const decoder = new TextDecoder(name, { fatal: true });
    decoder.decode(bytes);
    return decoder.encoding;
  } catch {
    return undefined;
  }
}
