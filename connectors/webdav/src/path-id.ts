import { createHash } from 'node:crypto';
import type { Wanted } from '@acequia/core/contract';
import { decodeText, encodeText, isPath, type Path } from './path.ts';

const maxIdBytes = 2048;
const byPath = '/path/';
const byFileId = '/fileid/';

/**
 * The id of a path: the path as text, so that ids read like paths and are exact to the byte. No name is empty, so what
 * begins with `/` is free for the others: a name that is no UTF-8 or holds a slash makes it `/path/` and the encoded
 * path, and what is longer than the contract allows is `/sha256/` and a digest.
 */
export function pathId(path: Path): string {
  const text = readableText(path);
  const id = text ?? `${byPath}${path}`;
  return Buffer.byteLength(id) <= maxIdBytes ? id : `/sha256/${createHash('sha256').update(path).digest('hex')}`;
}

/** The id of a file whose server gives it a number that stays when it is moved (`oc:fileid`). */
export function fileId(native: string): string {
  return `${byFileId}${native}`;
}

/** What to keep as `ref` so that {@link wantedPath} finds the path again; undefined: the id says it. */
export function refOf(id: string, path: Path): string | undefined {
  return isReadable(id) || id.startsWith(byPath) ? undefined : path;
}

/** Whether an id is the path as text. Then so is the beginning of it for each folder above. */
export function isReadable(id: string): boolean {
  return !id.startsWith('/');
}

/** The path of a document that the host asks for; undefined: no such document was ever given. */
export function wantedPath({ id, ref }: Pick<Wanted, 'id' | 'ref'>): Path | undefined {
  if (typeof ref !== 'string') return decodeId(id);
  if (!isPath(ref) || ref === '') return undefined;
  return id.startsWith(byFileId) || pathId(ref) === id ? ref : undefined;
}

/** Whether a document with this id is known by its server's number, wherever it lies. */
export function isFileId(id: string): boolean {
  return id.startsWith(byFileId);
}

function decodeId(id: string): Path | undefined {
  if (!isReadable(id)) {
    const path = id.slice(byPath.length);
    return id.startsWith(byPath) && path !== '' && isPath(path) && pathId(path) === id ? path : undefined;
  }
  const leadsAway = /(?:^|\/)\.{0,2}(?:\/|$)/.test(id);
  if (leadsAway || !id.isWellFormed() || Buffer.byteLength(id) > maxIdBytes) return undefined;
  return encodeText(id).replaceAll('%2F', '/');
}

/** Undefined where the text would not lead back to these bytes. */
function readableText(path: Path): string | undefined {
  return path.includes('%2F') ? undefined : decodeText(path);
}
