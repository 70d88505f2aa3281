import { type Document, SourceError } from '@acequia/core/contract';
import type { Block, Hosted } from './answer-schemas.ts';
import { editVersion } from './edit-version.ts';
import type { Ref } from './ref.ts';
import type { RowFile } from './row-extras.ts';

/** The file of a block that Notion hosts; undefined for other blocks and for files elsewhere. */
export function hostedFile({ type, file, pdf }: Block): Hosted | undefined {
  const hosted = type === 'file' ? file : type === 'pdf' ? pdf : undefined;
  return hosted?.file ? hosted : undefined;
}

/** The document of a file block; undefined when it holds no file that Notion hosts. */
export function blockFileDocument(block: Block, page: string, at: number | undefined): Document | undefined {
  const hosted = hostedFile(block);
  if (!hosted?.file) return undefined;
  const version = editVersion(block.last_edited_time, at);
  const ref: Ref = { object: 'block', page };
  return {
    id: block.id,
    parent: page,
    title: hosted.name || fileName(new URL(hosted.file.url).pathname),
    ref,
    createdAt: Date.parse(block.created_time),
    modifiedAt: Date.parse(block.last_edited_time),
    ...(version !== undefined && { version }),
  };
}

/**
 * The document of a file in a property. Such a file has no id in Notion: it is known by row, property, name, and which
 * one of those it is. Its version is its address: another upload gets another one.
 */
export function propertyFileDocument(file: RowFile, page: string): Document {
  const { property, name, nth } = file;
  const ref: Ref = { object: 'property', page, property, name, nth };
  return {
    id: propertyFileId(page, file),
    parent: page,
    title: name || fileName(file.path),
    ref,
    version: file.path,
  };
}

/** At most 2,048 bytes, whatever the file is called. */
function propertyFileId(page: string, { property, name, nth }: RowFile): string {
  const id = `${page}/${property}/${nth}/${name}`;
  if (Buffer.byteLength(id) > 2048) {
    throw new SourceError('too-large', 'The name of a file is longer than Notion allows');
  }
  return id;
}

/** The last part of the path of an address. */
function fileName(path: string): string {
  const last = path.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || 'File';
  } catch {
    return last;
  }
}
