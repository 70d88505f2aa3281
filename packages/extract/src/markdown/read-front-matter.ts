import type { Json } from '@acequia/core';

export interface FrontMatter {
  readonly fields: Readonly<Record<string, Json>>;
  /** The text below it. */
  readonly rest: string;
}

const maxLength = 16 * 1024;
const key = /^[\p{L}_][\p{L}\p{N}_ .-]{0,99}$/u;

/**
 * Reads the block between two `---` lines at the top of a text when it holds nothing but `key: value`, `key: [a, b]` and
 * lists of plain values. Values stay text as written, because "1.10" and "2024-01-02" are not improved by a guess.
 * Anything richer is answered with undefined: it stays in the text, where it can be read. So does a front matter with
 * nothing below it, as a document is never empty.
 */
export function readFrontMatter(text: string): FrontMatter | undefined {
  if (!text.startsWith('---\n')) return undefined;
  const end = findEnd(text);
  if (end === undefined) return undefined;
  const rest = text.slice(end.after).trimStart();
  const entries = readEntries(text.slice(4, end.at).split('\n'));
  if (entries === undefined || entries.length === 0 || rest === '') return undefined;
  return { fields: Object.fromEntries(entries), rest };
}

function findEnd(text: string): { at: number; after: number } | undefined {
  const at = text.indexOf('\n---', 3);
  if (at === -1 || at > maxLength) return undefined;
  const lineEnd = text.indexOf('\n', at + 1);
  const line = text.slice(at + 1, lineEnd === -1 ? undefined : lineEnd);
  if (line.trimEnd() !== '---') return undefined;
  return { at, after: lineEnd === -1 ? text.length : lineEnd };
}

function readEntries(lines: readonly string[]): [string, Json][] | undefined {
  const entries: [string, Json][] = [];
  let list: Json[] | undefined;
  for (const line of lines) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    if (trimmed.startsWith('- ')) {
      const item = list && readScalar(trimmed.slice(2).trim());
      if (list === undefined || item === undefined) return undefined;
      list.push(item);
      continue;
    }
    const colon = line.indexOf(':');
    const after = line[colon + 1];
    if (colon < 1 || !key.test(line.slice(0, colon)) || (after !== undefined && after !== ' ' && after !== '\t')) {
      return undefined;
    }
    const value = line.slice(colon + 1).trim();
    list = value === '' ? [] : undefined;
    const read = list ?? readValue(value);
    if (read === undefined) return undefined;
    entries.push([line.slice(0, colon).trim(), read]);
  }
  return entries.map(([name, value]) => [name, Array.isArray(value) && value.length === 0 ? null : value]);
}

function readValue(value: string): Json | undefined {
  if (!value.startsWith('[')) return readScalar(value);
  if (!value.endsWith(']') || value.includes('"') || value.includes("'")) return undefined;
  const inner = value.slice(1, -1).trim();
  if (inner === '') return [];
  const items = inner.split(',').map((item) => readScalar(item.trim()));
  return items.some((item) => item === undefined) ? undefined : items.filter((item) => item !== undefined);
}

/** A one-line YAML scalar as text; undefined when the line means something else (a block, a map, an anchor, a comment). */
function readScalar(value: string): string | undefined {
  const quote = value[0];
  if (quote === '"' || quote === "'") {
    const inner = value.slice(1, -1);
    const closed = value.length > 1 && value.endsWith(quote);
    return closed && !inner.includes(quote) && !inner.includes('\\') ? inner : undefined;
  }
  if (quote !== undefined && '[]{}&*!|>%@`,#?'.includes(quote)) return undefined;
  return value.includes(' #') || value.includes(': ') || value.endsWith(':') ? undefined : value;
}
