import type { Attachment, Message } from './message.ts';

/**
 * What a message says, in Slack's markup: its text, or what its blocks hold when an app gave only those, and what apps
 * attached to it. Previews that Slack makes of links are left out: they come later than the message, and go.
 */
export function messageText({ text = '', blocks = [], attachments = [] }: Message): string {
  const own = text.trim() === '' ? blocks.flatMap((block) => blockTexts(block, 0)).join('\n') : text;
  const attached = attachments.filter(({ from_url, original_url }) => (from_url ?? original_url) === undefined);
  return [own, ...attached.map(attachmentText)].filter((part) => part.trim() !== '').join('\n\n');
}

function attachmentText({ pretext, author_name, title, title_link, text, fields = [], fallback }: Attachment): string {
  const heading = title !== undefined && title_link !== undefined ? `<${title_link}|${title}>` : title;
  const parts = [
    pretext,
    author_name,
    heading,
    text,
    ...fields.map((field) => [field.title, field.value].filter(Boolean).join(': ')),
  ].filter((part) => part !== undefined && part !== '');
  return parts.length > 0 ? parts.join('\n') : (fallback ?? '');
}

/** Depth is bounded: blocks nest a few levels, and what nests deeper was not made by Slack. */
function blockTexts(value: unknown, depth: number): string[] {
  if (typeof value !== 'object' || value === null || depth > 8) return [];
  if (Array.isArray(value)) return value.flatMap((one) => blockTexts(one, depth + 1));
  const { text, elements, fields, type, url, user_id } = value as Record<string, unknown>;
  if (type === 'rich_text_section' || type === 'rich_text_quote' || type === 'rich_text_preformatted') {
    return [blockTexts(elements, depth + 1).join('')];
  }
  if (type === 'user' && typeof user_id === 'string') return [`<@${user_id}>`];
  if (type === 'link' && typeof url === 'string') return [typeof text === 'string' ? `<${url}|${text}>` : `<${url}>`];
  if (typeof text === 'string') return [text];
  return [text, elements, fields].flatMap((part) => blockTexts(part, depth + 1));
}
