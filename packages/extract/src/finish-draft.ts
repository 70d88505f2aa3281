import { type Extracted, SourceError } from '@acequia/core';
import type { Draft } from './formats/format.ts';
import { tooMuchMarkdown } from './markdown/markdown-builder.ts';
import { cleanText } from './text/clean-text.ts';

export interface FinishOptions {
  readonly mime: string;
  /** Of the steps before the format. */
  readonly warnings: readonly string[];
  readonly maxMarkdownBytes: number;
}

const none: readonly string[] = [];

/** Checks what a format made: well-formed, not empty, within the limit. */
export function finishDraft(draft: Draft, { mime, warnings, maxMarkdownBytes }: FinishOptions): Extracted {
  const { text: markdown, warnings: cleaning } = cleanText(draft.markdown);
  // A UTF-16 unit is 1 to 3 bytes of UTF-8, so most documents need not be counted.
  if (markdown.length * 3 > maxMarkdownBytes && Buffer.byteLength(markdown) > maxMarkdownBytes) {
    throw tooMuchMarkdown(maxMarkdownBytes);
  }
  if (!/\S/.test(markdown)) {
    throw new SourceError('unreadable', 'This document contains no text.', {
      remedy: 'Nothing to do if it is meant to be empty.',
    });
  }
  const { fields, children, warnings: own = none } = draft;
  const any = warnings.length > 0 || own.length > 0 || cleaning.length > 0;
  const all = any ? [...new Set([...warnings, ...own, ...cleaning])] : none;
  const hasFields = fields !== undefined && Object.keys(fields).length > 0;
  return { markdown, mime, warnings: all, ...(hasFields && { fields }), ...(children && { children }) };
}
