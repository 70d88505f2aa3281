/** Who wrote to whom and when, for the head of a mail's text. */
export interface MailHead {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly cc: readonly string[];
  /** As the mail says it; absent: it does not. */
  readonly date?: string;
}

/** A piece of a mail's text. */
export interface MailText {
  readonly type: 'text/plain' | 'text/html';
  readonly text: string;
}

/** The document of a mail: HTML, which the host converts, as soon as one piece is HTML. */
export function renderMail(
  head: MailHead,
  pieces: readonly MailText[],
): { readonly body: string; readonly mime: string } {
  const lines = [
    ['From', head.from.join(', ')],
    ['To', head.to.join(', ')],
    ['Cc', head.cc.join(', ')],
    ['Date', head.date ?? ''],
  ].filter(([, value]) => value !== '');
  if (pieces.some(({ type }) => type === 'text/html')) {
    const items = lines.map(([name, value = '']) => `<li>${name}: ${escapeHtml(value)}</li>`);
    const shown = pieces.map(({ type, text }) => (type === 'text/html' ? text : `<p>${escapeHtml(text)}</p>`));
    return { body: `<ul>${items.join('')}</ul>\n${shown.join('\n')}`, mime: 'text/html' };
  }
  const items = lines.map(([name, value]) => `- ${name}: ${value}`);
  const blocks = [items.join('\n'), ...pieces.map(({ text }) => text.trimEnd())];
  return { body: blocks.filter((block) => block !== '').join('\n\n'), mime: 'text/markdown' };
}

function escapeHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.replaceAll(/\r?\n/g, '<br>\n');
}
