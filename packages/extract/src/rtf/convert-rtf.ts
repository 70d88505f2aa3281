import type { ByteSource, Draft } from '../formats/format.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { FlowWriter } from '../office/flow-writer.ts';
import { RtfReader } from './rtf-reader.ts';
import { tokenizeRtf } from './tokenize-rtf.ts';

/** Rich text -> markdown, in one pass. */
export function convertRtf({ bytes, maxMarkdownBytes }: Pick<ByteSource, 'bytes' | 'maxMarkdownBytes'>): Draft {
  const out = new MarkdownBuilder(maxMarkdownBytes);
  const reader = new RtfReader(new FlowWriter(out));
  for (const token of tokenizeRtf(bytes)) reader.read(token);
  const unclosed = reader.finish();
  for (const note of reader.notes) out.addBlock(note);
  const title = reader.title.trim().toWellFormed();
  const author = reader.author.trim().toWellFormed();
  return {
    markdown: out.toString(),
    warnings: unclosed === 0 ? [] : ['It breaks off: what stood behind is missing.'],
    fields: { ...(title && { title }), ...(author && { authors: [author] }) },
  };
}
