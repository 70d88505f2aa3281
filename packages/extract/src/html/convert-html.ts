import type { Json } from '@acequia/core';
import type { Draft, TextSource } from '../formats/format.ts';
import { parseHtml } from './bounded-parser.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { HtmlToMarkdown } from './html-to-markdown.ts';
import { surveyHtml } from './survey-html.ts';

/**
 * HTML -> markdown in two linear passes over the tags, without a tree and without recursion: nothing that a page contains is
 * run, fetched or nested beyond a bound.
 */
export function convertHtml({ text, maxMarkdownBytes }: TextSource): Draft {
  const survey = surveyHtml(text);
  const writer = new HtmlToMarkdown(survey, maxMarkdownBytes);
  parseHtml(text, writer.handler);
  const fields: Record<string, Json> = {
    ...(survey.title && { title: survey.title }),
    ...(survey.author && { authors: [survey.author] }),
    ...(survey.description && { description: survey.description }),
  };
  const markdown = writer.finish();
  return { markdown: markdown === '' && survey.title ? `# ${escapeMarkdown(survey.title)}` : markdown, fields };
}
