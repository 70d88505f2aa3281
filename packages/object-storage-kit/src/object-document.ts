import type { Document, Json } from '@acequia/core/contract';
import { z } from 'zod';
import type { Bucket } from './bucket.ts';
import { nameOf, parentOf } from './key-path.ts';
import { type ListedObject, versionOf } from './listed-object.ts';

/**
 * The id of an object is its key. A folder's id is its prefix, which ends with a slash; an object whose key does too and
 * that has content of its own gets a dot behind it (`a/.` is no key that anybody could ask for).
 */
const idOf = (key: string) => (key.endsWith('/') ? `${key}.` : key);

/** What an id does not say of an object: its key, and the storage class that it must be brought back from. */
const objectRef = z.object({ key: z.string().optional(), frozenIn: z.string().optional() }).catch({});

/** Stores have no folders. Tools that show some mark an empty one by an object without content. */
export function isFolderMark({ key, size }: ListedObject): boolean {
  return size === 0 && key.endsWith('/');
}

export function toDocument(object: ListedObject, { urlOf, store }: Bucket): Document {
  const { key, size, modifiedAt, storageClass } = object;
  const id = idOf(key);
  const parent = key.endsWith('/') ? key : parentOf(key);
  const version = versionOf(object);
  const url = urlOf(key);
  const frozenIn = store.frozenIn(object);
  const ref = { ...(id !== key && { key }), ...(frozenIn !== undefined && { frozenIn }) };
  return {
    id,
    title: nameOf(key),
    size,
    ...(parent !== undefined && { parent }),
    ...(Object.keys(ref).length > 0 && { ref }),
    ...(version !== undefined && { version }),
    ...(url !== undefined && { url }),
    ...(modifiedAt !== undefined && { modifiedAt }),
    ...(storageClass !== undefined && { fields: { storageClass } }),
  };
}

export function toContainer(folder: string, { urlOf }: Bucket): Document {
  const parent = parentOf(folder);
  const url = urlOf(folder);
  return {
    id: folder,
    container: true,
    title: nameOf(folder),
    ...(parent !== undefined && { parent }),
    ...(url !== undefined && { url }),
  };
}

/** The key that a document was made from. */
export function keyOf({ id, ref }: { readonly id: string; readonly ref?: Json }): string {
  return objectRef.parse(ref).key ?? id;
}

/** The storage class that it had to be brought back from when it was last seen. */
export function frozenClassOf({ ref }: { readonly ref?: Json }): string | undefined {
  return objectRef.parse(ref).frozenIn;
}

/** Whether the document is a folder. */
export function isFolder(id: string): boolean {
  return id.endsWith('/');
}
