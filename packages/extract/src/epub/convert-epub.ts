import { SourceError } from '@acequia/core';
import type { ByteSource, Draft } from '../formats/format.ts';
import { convertHtml } from '../html/convert-html.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { openParts } from '../office/open-office-file.ts';
import { readProperties } from '../office/read-properties.ts';
import { decodeText } from '../text/decode-text.ts';
import { findPackage, readPackage } from './read-package.ts';
import { readProtected } from './read-protected.ts';

/** EPUB -> markdown: its chapters in the order of reading. */
export async function convertEpub({ bytes, maxMarkdownBytes }: ByteSource): Promise<Draft> {
  const zip = await openParts(bytes);
  const name = await findPackage(zip);
  const { chapters } = await readPackage(zip, name);
  const locked = await readProtected(zip);
  if (chapters.some((chapter) => locked.has(chapter))) throw protectedBook();
  const out = new MarkdownBuilder(maxMarkdownBytes);
  let missing = 0;
  for (const chapter of chapters) {
    const content = await zip.read(chapter);
    if (content === undefined) {
      missing++;
      continue;
    }
    const { text } = decodeText(content, undefined);
    const { markdown } = convertHtml({ text, maxMarkdownBytes }, { xhtml: true, dropRelative: true });
    if (markdown !== '') out.addBlock(markdown);
  }
  // Its date is that of publication.
  const { modifiedAt: publishedAt, ...fields } = await readProperties(zip.stream(name));
  return {
    markdown: out.toString(),
    warnings: missing === 0 ? [] : [`${missing} chapter(s) are missing in the file.`],
    fields: { ...fields, ...(publishedAt && { publishedAt }) },
  };
}

function protectedBook(): SourceError {
  return new SourceError('unreadable', 'This book is protected against copying (DRM).', {
    remedy: 'Store a copy without protection, if its publisher offers one.',
  });
}
