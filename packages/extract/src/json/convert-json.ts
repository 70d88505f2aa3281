import type { Draft, TextSource } from '../formats/format.ts';
import { fenceCode } from '../markdown/fence-code.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { parseJson } from './parse-json.ts';
import { writeJson } from './write-json.ts';

/** JSON -> headings, lists and tables; what cannot be parsed is kept as it is in a fenced block. */
export function convertJson({ text, maxMarkdownBytes }: TextSource): Draft {
  if (text.trim() === '') return { markdown: '' };
  const parsed = parseJson(text);
  if ('problem' in parsed) return { markdown: fenceCode(text, 'json'), warnings: [parsed.problem] };
  const out = new MarkdownBuilder(maxMarkdownBytes);
  writeJson(out, parsed.value);
  return { markdown: out.toString() };
}
