import type { Json } from '@acequia/core';
import type { Draft, TextSource } from '../formats/format.ts';
import { parseHtml } from './bounded-parser.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { HtmlToMarkdown } from './html-to-markdown.ts';
import { surveyHtml } from './survey-html.ts';

export interface HtmlOptions {
  /** `<a/>` is an element without content. */
  readonly xhtml?: boolean;
  /** Links and pictures without an absolute address lead nowhere: their text stays. */
  readonly dropRelative?: boolean;
}

/**
 * HTML -> markdown in two linear passes over the tags, without a tree and without recursion: nothing that a page contains is
 * run, fetched or nested beyond a bound.
 */
export function convertHtml(
  { text, maxMarkdownBytes }: Pick<TextSource, 'text' | 'maxMarkdownBytes'>,
  options: HtmlOptions = {},
): Draft {
  const parsing = { recognizeSelfClosing: options.xhtml ?? false };
  const survey = surveyHtml(text, parsing);
  const writer = new HtmlToMarkdown(survey, maxMarkdownBytes, options.dropRelative ?? false);
  parseHtml(text, writer.handler, parsing);
  const fields: Record<string, Json> = {
    ...(survey.title && { title: survey.title }),
    ...(survey.author && { authors: [survey.author] }),
    ...(survey.description && { description: survey.description }),
  };
  const markdown = writer.finish();
  return { markdown: markdown === '' && survey.title ? `# ${escapeMarkdown(survey.title)}` : markdown, fields };
}
