import { decodeText } from '../text/decode-text.ts';

/** What stands below the fields of a mail, as it is: for one whose parts cannot be told apart. Empty when there is nothing. */
export function readRawBody(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends = [buffer.indexOf('\r\n\r\n'), buffer.indexOf('\n\n')].filter((at) => at !== -1);
  if (ends.length === 0) return '';
  const body = bytes.subarray(Math.min(...ends));
  return decodeText(body, undefined).text.trim();
}
