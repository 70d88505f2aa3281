import { escapeMarkdown } from '../html/escape-markdown.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';

export interface ListedFile {
  readonly name: string;
  /** Why it is not read; absent for those that are. */
  readonly note?: string;
}

const maxListed = 10_000;

/** The names of files as a list. */
export function listFiles(files: readonly ListedFile[], maxBytes: number): string {
  const out = new MarkdownBuilder(maxBytes);
  for (const { name, note } of files.slice(0, maxListed)) {
    const line = escapeMarkdown(name.replace(/\s+/g, ' '));
    out.add(`${out.empty ? '' : '\n'}- ${line}${note === undefined ? '' : ` (${note})`}`);
  }
  if (files.length > maxListed) out.add(`\n- ${files.length - maxListed} more`);
  return out.toString();
}
