import { type Document, describeError, type ErrorDescription, type Failure } from '@acequia/core/contract';
import type { Address } from './address.ts';
import type { Entry } from './listing.ts';
import { baseName, type Path, parentPath, toText } from './path.ts';
import { fileId, isReadable, pathId, refOf } from './path-id.ts';
import { versionOf } from './version.ts';

/** What every document of a path has: who it is, where it hangs, what people call it. */
function identify(path: Path, native?: string): Pick<Document, 'id' | 'parent' | 'title' | 'ref' | 'alias'> {
  const folder = parentPath(path);
  const own = pathId(path);
  const id = native === undefined ? own : fileId(native);
  const ref = refOf(id, path);
  return {
    id,
    ...(native !== undefined && { alias: own }),
    ...(folder !== '' && { parent: isReadable(own) ? parentPath(own) : pathId(folder) }),
    title: isReadable(own) ? baseName(own) : toText(baseName(path)),
    ...(ref !== undefined && { ref }),
  };
}

/** The document of a file. With `oc:fileid` its id stays when it is moved, and the path is its alias; else the path is its id. */
export function toFileDocument(address: Address, entry: Entry, answeredAt: number | undefined): Document {
  const { path, resource } = entry;
  const { fileId: native, size, modifiedAt, mime, owner, checksum } = resource;
  const version = versionOf(resource, answeredAt);
  return {
    ...identify(path, native),
    ...(version !== undefined && { version }),
    url: address.page(path, native),
    ...(mime !== undefined && { mime }),
    ...(size !== undefined && { size }),
    // Of a file without a version the time may be that of the answer.
    ...(modifiedAt !== undefined && version !== undefined && { modifiedAt }),
    ...(owner !== undefined && { authors: [owner] }),
    ...(checksum !== undefined && { fields: { checksum } }),
  };
}

/** The container of a folder. Its id is always the path: that is what a picker can ask for again. */
export function toContainer(address: Address, path: Path): Document {
  return { ...identify(path), container: true, url: address.of(path, true) };
}

/** The failure of what is at a path: it exists, so it is protected with all below it. */
export function toFailure(path: Path, error: ErrorDescription): Failure {
  const { id, title, ref } = identify(path);
  return { type: 'failure', id, title, ...(ref !== undefined && { ref }), error };
}

/** The same for anything thrown. */
export function failureOf(path: Path, error: unknown): Failure {
  return toFailure(path, describeError(error));
}
