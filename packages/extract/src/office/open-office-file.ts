import { SourceError } from '@acequia/core';
import { ByteBudget } from '../zip/byte-budget.ts';
import { ZipArchive } from '../zip/zip-archive.ts';
import { type Relationships, readRelationships } from './relationships.ts';

/** Bytes that all parts of a document that are read may unpack to. */
const maxUnpacked = 256 * 1024 * 1024;

export interface OfficeFile {
  readonly zip: ZipArchive;
  /** Of the document as a whole. */
  readonly relationships: Relationships;
  /** Name of the part that everything else hangs on. */
  readonly main: string;
}

/** Opens a zip whose parts are read one by one. */
export function openParts(bytes: Uint8Array): Promise<ZipArchive> {
  return ZipArchive.open(bytes, new ByteBudget(maxUnpacked));
}

/** Opens a Word, Excel or PowerPoint file. */
export async function openOfficeFile(bytes: Uint8Array, usualMain: string): Promise<OfficeFile> {
  const zip = await openParts(bytes);
  const relationships = await readRelationships(zip, '');
  const named = relationships.find('officeDocument');
  const main = named !== undefined && zip.has(named) ? named : usualMain;
  if (!zip.has(main)) throw missingPart(main);
  return { zip, relationships, main };
}

export function missingPart(name: string): SourceError {
  return new SourceError('unreadable', `This file is broken: the part ${name} is missing.`, {
    remedy: 'Open it in its own program and save it again.',
  });
}
