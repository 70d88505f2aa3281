import { looksLikeHtml } from '../detect/looks-like-html.ts';
import type { TextFormat } from './format.ts';

export const html: TextFormat = {
  name: 'HTML',
  content: 'text',
  mimes: ['text/html', 'application/xhtml+xml'],
  extensions: ['html', 'htm', 'xhtml'],
  recognize: looksLikeHtml,
  async convert(source) {
    const { convertHtml } = await import('../html/convert-html.ts');
    return convertHtml(source, { xhtml: source.text.trimStart().startsWith('<?xml') });
  },
};
