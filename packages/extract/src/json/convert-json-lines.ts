import type { Json } from '@acequia/core';
import type { Draft, TextSource } from '../formats/format.ts';
import { fenceCode } from '../markdown/fence-code.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { parseJson } from './parse-json.ts';
import { writeJson } from './write-json.ts';

/** One JSON value a line -> what an array of them would give. Lines that are no JSON follow as they are. */
export function convertJsonLines({ text, maxMarkdownBytes }: TextSource): Draft {
  const values: Json[] = [];
  const broken: string[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const parsed = parseJson(line);
    if ('problem' in parsed) broken.push(line);
    else values.push(parsed.value);
  }
  const out = new MarkdownBuilder(maxMarkdownBytes);
  if (values.length > 0) writeJson(out, values);
  if (broken.length === 0) return { markdown: out.toString() };
  out.addBlock(fenceCode(broken.join('\n')));
  return {
    markdown: out.toString(),
    warnings: [`${broken.length} line(s) are not valid JSON and were kept as they are.`],
  };
}
