import { SourceError } from '@acequia/core';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import type { ChildCollector } from '../children/child-collector.ts';
import type { ListedFile } from '../children/list-files.ts';
import { joinBytes } from '../zip/zip-archive.ts';
import { isJunk } from './is-junk.ts';

/** What a tar was found to hold. */
export interface TarContent {
  readonly listed: readonly ListedFile[];
  /** Why it was not read to its end: it unpacks to more than is read. */
  readonly problem?: string;
}

/**
 * Reads the files of a tar into the collector. What is no plain file is passed over. Of one that grows too large, the files before
 * that stay; one that breaks off is refused, or what stood behind would look deleted.
 */
export async function readTar(chunks: AsyncIterable<Uint8Array>, collector: ChildCollector): Promise<TarContent> {
  const listed: ListedFile[] = [];
  try {
    const entries = ReadableStream.from(chunks).pipeThrough(createTarDecoder({ strict: true }));
    for await (const entry of entries) {
      const { name, type = 'file' } = entry.header;
      if (type !== 'file' || isJunk(name)) await entry.body.cancel();
      else listed.push({ name, ...((await take(entry, collector)) ? {} : { note: 'not read' }) });
    }
    return { listed };
  } catch (error) {
    if (!SourceError.isInstance(error) || listed.length === 0) throw error;
    collector.leaveOut();
    return { listed, problem: error.message };
  }
}

async function take({ header, body }: ParsedTarEntry, collector: ChildCollector): Promise<boolean> {
  if (!collector.hasRoom()) {
    await body.cancel();
    return false;
  }
  const modifiedAt = header.mtime?.getTime() ?? Number.NaN;
  collector.add(header.name, await joinBytes(body), Number.isNaN(modifiedAt) ? {} : { modifiedAt });
  return true;
}
