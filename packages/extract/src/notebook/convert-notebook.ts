import type { Draft, TextSource } from '../formats/format.ts';
import { convertHtml } from '../html/convert-html.ts';
import { parseJson } from '../json/parse-json.ts';
import { fenceCode } from '../markdown/fence-code.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { type Cell, type Output, readNotebook } from './read-notebook.ts';

/** What stands for an object that only a browser shows. */
const placeholder = /^<[\w.]+ (?:object )?at 0x[\da-f]+>\s*$|^<IPython\.[\w.]+ object>\s*$/;

/** Jupyter notebook -> its texts, its code in fenced blocks, and what the code gave, as far as that is text. */
export function convertNotebook({ text, maxMarkdownBytes }: TextSource): Draft {
  const parsed = parseJson(text);
  if ('problem' in parsed) return { markdown: fenceCode(text, 'json'), warnings: [parsed.problem] };
  const { cells, language, title } = readNotebook(parsed.value);
  const out = new MarkdownBuilder(maxMarkdownBytes);
  let pictures = 0;
  for (const cell of cells) {
    writeCell(out, cell, language);
    for (const output of cell.outputs) if (!writeOutput(out, output, maxMarkdownBytes)) pictures++;
  }
  return {
    markdown: out.toString(),
    warnings: pictures === 0 ? [] : [`${pictures} output(s) without text, such as pictures, were left out.`],
    fields: { ...(title && { title }), ...(language && { language }) },
  };
}

function writeCell(out: MarkdownBuilder, { kind, source, level }: Cell, language: string): void {
  if (source.trim() === '') return;
  if (kind === 'code') out.addBlock(fenceCode(source, language));
  else if (kind === 'heading') out.addBlock(`${'#'.repeat(level)} ${source.replace(/\s+/g, ' ').trim()}`);
  else out.addBlock(kind === 'markdown' ? source.trimEnd() : fenceCode(source));
}

/** Whether there was something to write. */
function writeOutput(out: MarkdownBuilder, { markdown, html, text }: Output, maxMarkdownBytes: number): boolean {
  const plain = dropEscapes(text);
  const wanted = html.includes('<table') || placeholder.test(plain);
  const page = wanted ? convertHtml({ text: html, maxMarkdownBytes }).markdown : '';
  if (markdown.trim() !== '') out.addBlock(markdown.trimEnd());
  else if (page !== '') out.addBlock(page);
  else if (plain.trim() !== '') out.addBlock(fenceCode(plain));
  else return false;
  return true;
}

/** Colours of a terminal. */
function dropEscapes(text: string): string {
  return text.replace(/\p{Cc}\[[0-9;]{0,40}[A-Za-z]/gu, '');
}
