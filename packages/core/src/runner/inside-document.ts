import { hash } from 'node:crypto';
import type { Document } from '../contract/document.ts';
import type { Json } from '../contract/json.ts';
import type { ExtractedChild } from '../ports/extractor.ts';
import { isId } from './find-fault.ts';

const separator = '!/';

/** Of a name that makes the id too long, a digest stands for it. */
function idInside(owner: string, name: string): string {
  const id = `${owner}${separator}${name}`;
  return isId(id) ? id : `${hash('sha256', owner, 'hex')}${separator}${hash('sha256', name, 'hex')}`;
}

/** A document that extraction found inside another one, as if a connector had told it. The same bytes have the same version. */
export function insideDocument(owner: string, { name, mime, bytes, modifiedAt }: ExtractedChild): Document {
  return {
    id: idInside(owner, name),
    parent: owner,
    title: name,
    mime,
    size: bytes.byteLength,
    modifiedAt,
    version: hash('sha256', bytes, 'hex'),
    ref: { inside: owner },
    body: bytes,
  };
}

/** Whether an id is that of a document that was found inside this one, and not one that the connector made. */
export function isInside(owner: string, id: string): boolean {
  return id.startsWith(`${owner}${separator}`) || id.startsWith(`${hash('sha256', owner, 'hex')}${separator}`);
}

/** The id of the document that this one was found in; undefined: a connector told it, whose refs may look like ours. */
export function ownerOf({ id, ref }: { readonly id: string; readonly ref?: Json | undefined }): string | undefined {
  const owner = typeof ref === 'object' && ref !== null && 'inside' in ref ? ref.inside : undefined;
  return typeof owner === 'string' && isInside(owner, id) ? owner : undefined;
}
