import { fenceCode } from '../markdown/fence-code.ts';
import { languageOfScript } from '../source-code/language-of-script.ts';
import { languages } from '../source-code/languages.ts';
import type { TextFormat } from './format.ts';

/** Text of no other kind, as it is; source code in a fenced block, so that nothing in it is taken for markdown. */
export const plainText: TextFormat = {
  name: 'plain text',
  content: 'text',
  mimes: ['text/plain'],
  extensions: ['txt', 'text', 'log', 'rst', 'adoc', 'asciidoc', 'org', 'srt', 'vtt', ...languages.keys()],
  inline: true,
  convert({ text, extension }) {
    const language = languages.get(extension) ?? languageOfScript(text);
    return { markdown: language === undefined || text.trim() === '' ? text : fenceCode(text, language) };
  },
};
