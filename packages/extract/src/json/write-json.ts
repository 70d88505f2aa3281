import type { Json } from '@acequia/core';
import { fenceCode } from '../markdown/fence-code.ts';
import type { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { escapeCell, TableWriter } from '../markdown/table-writer.ts';

type JsonObject = { readonly [key: string]: Json };

/** Levels of headings; what is deeper is shown as JSON. */
const maxDepth = 4;
const maxColumns = 50;
/** Longer or multi-line text gets a heading of its own instead of a list item. */
const longText = 200;
/** What names an item of a list, best first. */
const nameKeys = ['title', 'name', 'label', 'subject', 'id', 'key'];

/** Writes a JSON value for readers: scalars as a list, text as text, nested values below headings, lists of flat objects as tables. */
export function writeJson(out: MarkdownBuilder, value: Json, depth = 1): void {
  if (isScalar(value)) out.addBlock(String(value));
  else if (Object.keys(value).length === 0 || depth > maxDepth)
    out.addBlock(fenceCode(JSON.stringify(value, null, 2), 'json'));
  else if (isList(value)) writeList(out, value, depth);
  else writeObject(out, value, depth);
}

function writeObject(out: MarkdownBuilder, value: JsonObject, depth: number): void {
  const entries = Object.entries(value);
  const short = entries.filter((entry): entry is [string, string | number | boolean | null] => isShort(entry[1]));
  if (short.length > 0) out.addBlock(short.map(([key, item]) => `- **${oneLine(key)}**: ${item}`).join('\n'));
  for (const [key, item] of entries) if (!isShort(item)) writeSection(out, key, item, depth);
}

function writeList(out: MarkdownBuilder, list: readonly Json[], depth: number): void {
  if (list.every(isShort)) {
    out.addBlock(list.map((item) => `- ${String(item)}`).join('\n'));
    return;
  }
  const columns = findColumns(list);
  if (columns !== undefined) {
    const table = new TableWriter(out, columns.map(escapeCell));
    for (const item of list) table.addRow(columns.map((column) => readCell(item, column)));
    return;
  }
  for (const [index, item] of list.entries()) writeSection(out, nameOf(item) ?? String(index + 1), item, depth);
}

function writeSection(out: MarkdownBuilder, title: string, value: Json, depth: number): void {
  out.addBlock(`${'#'.repeat(depth + 1)} ${oneLine(title)}`);
  writeJson(out, value, depth + 1);
}

/** The columns of a list of objects that hold scalars only; undefined for any other list. */
function findColumns(list: readonly Json[]): string[] | undefined {
  const columns = new Set<string>();
  for (const item of list) {
    if (isScalar(item) || isList(item)) return undefined;
    for (const [key, value] of Object.entries(item)) {
      if (!isScalar(value)) return undefined;
      columns.add(key);
    }
    if (columns.size > maxColumns) return undefined;
  }
  return columns.size === 0 ? undefined : [...columns];
}

function readCell(item: Json, column: string): string {
  if (isScalar(item) || isList(item) || !Object.hasOwn(item, column)) return '';
  const value = item[column];
  return value === null || value === undefined ? '' : escapeCell(String(value));
}

function nameOf(item: Json): string | undefined {
  if (isScalar(item) || isList(item)) return undefined;
  const names = nameKeys.map((key) => (Object.hasOwn(item, key) ? item[key] : undefined));
  const name = names.find((value) => (typeof value === 'string' && value.trim() !== '') || typeof value === 'number');
  return name === undefined ? undefined : String(name).slice(0, longText);
}

function isScalar(value: Json): value is string | number | boolean | null {
  return value === null || typeof value !== 'object';
}

function isShort(value: Json): value is string | number | boolean | null {
  return isScalar(value) && (typeof value !== 'string' || (value.length <= longText && !value.includes('\n')));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
