import type { Json } from '@acequia/core';

export interface Cell {
  readonly kind: 'markdown' | 'code' | 'heading' | 'raw';
  readonly source: string;
  /** Of a heading. */
  readonly level: number;
  readonly outputs: readonly Output[];
}

/** What a piece of code gave, in each of its forms; empty where it has none. */
export interface Output {
  readonly markdown: string;
  readonly html: string;
  readonly text: string;
}

export interface Notebook {
  readonly cells: readonly Cell[];
  readonly language: string;
  readonly title: string;
}

/** Reads the formats 3 and 4. https://nbformat.readthedocs.io/en/latest/format_description.html */
export function readNotebook(value: Json): Notebook {
  const metadata = member(value, 'metadata');
  const sheets = list(member(value, 'worksheets')).flatMap((sheet) => list(member(sheet, 'cells')));
  const cells = [...list(member(value, 'cells')), ...sheets];
  const firstLanguage = cells.map((cell) => text(member(cell, 'language'))).find((name) => name !== '');
  return {
    cells: cells.map(readCell),
    language:
      text(member(member(metadata, 'language_info'), 'name')) ||
      text(member(member(metadata, 'kernelspec'), 'language')) ||
      firstLanguage ||
      '',
    title: text(member(metadata, 'title')) || text(member(metadata, 'name')),
  };
}

function readCell(cell: Json): Cell {
  const type = text(member(cell, 'cell_type'));
  const kind = type === 'markdown' || type === 'code' || type === 'heading' ? type : 'raw';
  const level = member(cell, 'level');
  return {
    kind,
    source: text(member(cell, 'source')) || text(member(cell, 'input')),
    level: typeof level === 'number' ? Math.min(Math.max(Math.trunc(level), 1), 6) : 1,
    outputs: list(member(cell, 'outputs')).map(readOutput),
  };
}

function readOutput(output: Json): Output {
  const data = member(output, 'data') ?? output;
  const error = member(output, 'traceback');
  return {
    markdown: text(member(data, 'text/markdown')),
    html: text(member(data, 'text/html')) || text(member(data, 'html')),
    text:
      text(member(data, 'text/plain')) ||
      text(member(output, 'text')) ||
      list(error).map(text).join('\n') ||
      text(member(output, 'evalue')),
  };
}

function member(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
    return undefined;
  return (value as { readonly [key: string]: Json })[name];
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** A text, also as a list of its lines, which end with a line break since format 3. */
function text(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  const lines = list(value).filter((part) => typeof part === 'string');
  return lines.join(lines.some((line) => line.endsWith('\n')) ? '' : '\n');
}
