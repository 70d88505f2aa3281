import { textWidth } from './text-width.ts';

/** Breaks a text of one line at spaces, so that with `indent` no line is wider than `width`; only a longer word is. */
export function wrapText(text: string, width: number, indent = ''): string {
  const room = width - textWidth(indent);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && textWidth(line) + 1 + textWidth(word) > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each) => indent + each).join('\n');
}
