import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type BytePath, fromText, isAscii, joinPath, splitPath, toBytes } from './byte-path.ts';

/** The longest id that the contract allows, in bytes of UTF-8. */
export const maxIdBytes = 2048;

/**
 * The id of a path: the path itself as text, so ids read like paths and are exact to the byte.
 *
 * A name that is not valid UTF-8 is written behind an extra `/`, with every byte but printable ASCII as `%XX` and `%`
 * as `%25`: `reports/caf\xe9.txt` is `reports//caf%E9.txt`. A file name is never empty and holds no `/`, so no other
 * path can have that id, and {@link decodePath} finds the bytes again.
 */
export function encodePath(path: BytePath): string {
  if (isAscii(path)) return path;
  const bytes = toBytes(path);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  return splitPath(path).map(encodeName).join('/');
}

/** One name as it stands in an id. */
function encodeName(name: BytePath): string {
  if (isAscii(name)) return name;
  const bytes = toBytes(name);
  return isUtf8(bytes) ? bytes.toString('utf8') : `/${name.replace(/[^\x20-\x24\x26-\x7e]/g, percent)}`;
}

/** The path of an id, or undefined when {@link encodePath} never gives this id: nothing that leads out of the root comes back. */
export function decodePath(id: string): BytePath | undefined {
  let path: BytePath = '';
  let escaped = false;
  for (const name of id.split('/')) {
    if (name === '' && !escaped) {
      escaped = true;
      continue;
    }
    if (name === '' || name === '.' || name === '..') return undefined;
    path = joinPath(path, escaped ? unescapeName(name) : fromText(name));
    escaped = false;
  }
  return !path.includes('\0') && encodePath(path) === id ? path : undefined;
}

/** Whether the id of a path is over the contract's limit. A byte becomes three characters at most, and a name one slash more. */
export function isPathTooLong(path: BytePath): boolean {
  return path.length * 4 > maxIdBytes && Buffer.byteLength(encodePath(path)) > maxIdBytes;
}

/** A short id for a path whose own id is too long, which no path has: `///` and the sha-256 of its bytes. The ref carries the path. */
export function shortId(path: BytePath): string {
  return `///${createHash('sha256').update(path, 'latin1').digest('hex')}`;
}

/** A path as the end of a `file:` address: exact for any bytes. */
export function encodeUrlPath(path: BytePath): string {
  return path.replace(/[^\w\-.~!$&'()*+,;=:@/]/g, percent);
}

function percent(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function unescapeName(name: string): BytePath {
  return name.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
