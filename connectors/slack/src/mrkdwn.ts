/** What the names in a text stand for. Undefined where nobody knows: the id is shown. */
export interface Names {
  user(id: string): string | undefined;
  channel(id: string): string | undefined;
}

const code = /```[\s\S]*?```|`[^`\n]+`/g;
const token = /<([^<>\n]+)>/g;
const linkable = /^(?:https?|mailto|tel):/i;

/**
 * Slack's own markup as markdown. Mentions and links are in angle brackets; `&`, `<` and `>` are the only characters
 * that are escaped. https://docs.slack.dev/messaging/formatting-message-text
 */
export function toMarkdown(text: string, names: Names): string {
  let markdown = '';
  let end = 0;
  for (const match of text.matchAll(code)) {
    markdown += proseToMarkdown(text.slice(end, match.index), names) + codeToMarkdown(match[0]);
    end = match.index + match[0].length;
  }
  return markdown + proseToMarkdown(text.slice(end), names);
}

function proseToMarkdown(text: string, names: Names): string {
  const styled = text
    .replace(/(?<![\p{L}\p{N}*])\*(?=[^\s*])([^*\n]+)(?<=[^\s*])\*(?![\p{L}\p{N}*])/gu, '**$1**')
    .replace(/(?<![\p{L}\p{N}~])~(?=[^\s~])([^~\n]+)(?<=[^\s~])~(?![\p{L}\p{N}~])/gu, '~~$1~~')
    .replace(/^(#{1,6}\s)/gm, '\\$1')
    .replace(/^(\s*)• /gm, '$1- ');
  return unescapeText(styled.replace(token, (_, inside: string) => tokenToMarkdown(inside, names)));
}

function codeToMarkdown(text: string): string {
  const plain = unescapeText(text.replace(token, (_, inside: string) => inside.split('|')[0] ?? ''));
  if (!plain.startsWith('```')) return plain;
  const body = plain.slice(3, -3).replace(/^\n|\n$/g, '');
  return `\n\`\`\`\n${body}\n\`\`\`\n`;
}

function tokenToMarkdown(inside: string, names: Names): string {
  const [target = '', ...rest] = inside.split('|');
  const label = rest.join('|');
  const id = target.slice(1);
  if (target.startsWith('@')) return `@${names.user(id) ?? (label || id)}`;
  if (target.startsWith('#')) return `#${label || (names.channel(id) ?? id)}`;
  if (target.startsWith('!')) return specialToText(id, label);
  if (!linkable.test(target)) return label || target;
  if (label === '' || label === target) return target;
  return `[${label.replace(/[[\]]/g, '\\$&')}](${target.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}

/** `<!here>`, `<!subteam^S1|@team>`, `<!date^...|fallback>`. */
function specialToText(target: string, label: string): string {
  const [kind = '', id = ''] = target.split('^');
  if (label !== '') return label;
  return kind === 'subteam' ? `@${id}` : `@${kind}`;
}

function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/**
 * A text on one line without markup, for titles. Users whom the text itself does not name are left out: a title must
 * not change with what is known of them.
 */
export function toPlainLine(text: string): string {
  const named = text.replace(token, (_, inside: string) => {
    const [target = '', label = ''] = inside.split('|');
    if (label !== '') return target.startsWith('@') || target.startsWith('#') ? `${target[0]}${label}` : label;
    if (target.startsWith('!')) return specialToText(target.slice(1), '');
    return target.startsWith('@') || target.startsWith('#') ? '' : target;
  });
  const lines = unescapeText(named)
    .replace(/```|`/g, '')
    .replace(/(?<![\p{L}\p{N}])[*~]([^*~\n]+)[*~](?![\p{L}\p{N}])/gu, '$1')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim());
  return lines.find((line) => line !== '') ?? '';
}

/** The users that a text mentions. */
export function mentionedUsers(text: string): string[] {
  return [...text.matchAll(/<@([A-Z0-9]+)(?:\|[^<>\n]*)?>/g)].flatMap(([, id]) => id ?? []);
}
