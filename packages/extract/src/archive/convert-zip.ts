import { SourceError } from '@acequia/core';
import { ChildCollector } from '../children/child-collector.ts';
import { type ListedFile, listFiles } from '../children/list-files.ts';
import type { ByteSource, Draft } from '../formats/format.ts';
import { ByteBudget } from '../zip/byte-budget.ts';
import { brokenZip, joinBytes, protectedZip, ZipArchive, type ZipEntry } from '../zip/zip-archive.ts';
import { checkDepth } from './check-depth.ts';
import { isJunk } from './is-junk.ts';

/** A file of this kind in Unix's file modes, which are the upper half of a zip's attributes. */
const symbolicLink = 0xa000;
const encrypted = 'encrypted';
const broken = 'broken';

/** Zip -> the list of its files, with each of them as a child document. */
export async function convertZip({ bytes, depth, maxMarkdownBytes }: ByteSource): Promise<Draft> {
  checkDepth(depth);
  const zip = await ZipArchive.open(bytes, new ByteBudget(0));
  const collector = new ChildCollector(depth, bytes.length);
  const listed: ListedFile[] = [];
  for (const entry of zip.entries) {
    if (entry.folder || isJunk(entry.name) || isLink(entry)) continue;
    const note = await take(zip, entry, collector);
    listed.push({ name: entry.name, ...(note !== undefined && { note }) });
  }
  refuseUnreadable(listed);
  return {
    markdown: listFiles(listed, maxMarkdownBytes),
    warnings: collector.warnings,
    fields: { files: listed.length },
    children: collector.children,
  };
}

/** Adds a file to the children; gives the reason when that is not possible. */
async function take(zip: ZipArchive, entry: ZipEntry, collector: ChildCollector): Promise<string | undefined> {
  if (entry.encrypted || !entry.readable) {
    collector.leaveOut();
    return entry.encrypted ? encrypted : 'compressed in an unknown way';
  }
  if (!collector.hasRoom()) return 'not read';
  if (entry.claimedSize > collector.budget.left) {
    collector.leaveOut();
    return 'too large';
  }
  try {
    const content = await joinBytes(zip.unpack(entry, collector.budget));
    collector.add(entry.name, content, { modifiedAt: entry.modifiedAt });
    return undefined;
  } catch (error) {
    collector.leaveOut();
    return SourceError.isInstance(error) && error.kind === 'too-large' ? 'too large' : broken;
  }
}

/** An archive that nothing could be read of is no list of names. */
function refuseUnreadable(listed: readonly ListedFile[]): void {
  const allAre = (wanted: string) => listed.length > 0 && listed.every(({ note }) => note === wanted);
  if (allAre(encrypted)) throw protectedZip();
  if (allAre(broken)) throw brokenZip(new Error('none of its files can be unpacked'));
}

function isLink({ entry }: ZipEntry): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0xf000) === symbolicLink;
}
