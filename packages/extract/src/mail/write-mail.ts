import type { Json } from '@acequia/core';
import { convertHtml } from '../html/convert-html.ts';
import { escapeMarkdown } from '../html/escape-markdown.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { cleanText } from '../text/clean-text.ts';

const maxField = 1000;

/** What a mail is, whatever file it came in. */
export interface Mail {
  readonly subject: string;
  /** People as "Name <address>". */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  /** Milliseconds since 1970. */
  readonly sentAt: number | undefined;
  readonly messageId: string;
  readonly html: string;
  readonly text: string;
  /** Names of what is attached. */
  readonly attachments: readonly string[];
}

/** A mail as markdown: its subject, who wrote it to whom and when, its text, and the names of what is attached. */
export function writeMail(mail: Mail, maxMarkdownBytes: number): string {
  const out = new MarkdownBuilder(maxMarkdownBytes);
  if (mail.subject !== '') out.addBlock(`# ${oneLine(mail.subject)}`);
  const people = [
    ['From', mail.from],
    ['To', mail.to],
    ['Cc', mail.cc],
    ['Bcc', mail.bcc],
  ] as const;
  const lines = people
    .filter(([, names]) => names.length > 0)
    .map(([role, names]) => `${role}: ${oneLine(names.join(', '))}`);
  if (mail.sentAt !== undefined) lines.push(`Date: ${new Date(mail.sentAt).toISOString()}`);
  if (lines.length > 0) out.addBlock(lines.join('  \n'));
  const fromHtml =
    mail.html === '' ? '' : convertHtml({ text: mail.html, maxMarkdownBytes }, { dropRelative: true }).markdown;
  const body = fromHtml.trim() === '' ? cleanText(mail.text).text.trim() : fromHtml;
  if (body !== '') out.addBlock(body);
  if (mail.attachments.length > 0) {
    out.addBlock(`Attachments:\n\n${mail.attachments.map((name) => `- ${oneLine(name)}`).join('\n')}`);
  }
  return out.toString();
}

/** What is known of a mail beside its text: the beginning of each value, and of each list the first hundred. */
export function mailFields({ subject, from, to, cc, sentAt, messageId }: Mail): Record<string, Json> {
  return {
    ...(subject && { title: cut(subject) }),
    ...(from.length > 0 && { authors: cutList(from) }),
    ...(to.length > 0 && { to: cutList(to) }),
    ...(cc.length > 0 && { cc: cutList(cc) }),
    ...(sentAt !== undefined && { createdAt: new Date(sentAt).toISOString() }),
    ...(messageId && { messageId: cut(messageId) }),
  };
}

function cutList(values: readonly string[]): string[] {
  return values.slice(0, 100).map(cut);
}

function cut(value: string): string {
  return value.slice(0, maxField).toWellFormed();
}

function oneLine(text: string): string {
  return escapeMarkdown(text.replace(/\s+/g, ' ').trim());
}
