import type { Json } from '@acequia/core/contract';
import { z } from 'zod';
import { fileValues, type Page } from './answer-schemas.ts';
import { fieldOf } from './property-values.ts';

/** Notion gives this many values of one property: https://developers.notion.com/reference/retrieve-a-page */
const valuesAtMost = 25;

/** A file in a property of a row that Notion hosts. */
const rowFile = z.object({
  property: z.string(),
  name: z.string(),
  /** Which one of those with this name in this property, from 0. */
  nth: z.number(),
  /** Of its address, without host and signature: another upload has another one. */
  path: z.string(),
});
export type RowFile = z.infer<typeof rowFile>;

/** What a row has beside the text below it. */
export const rowExtras = z.object({
  /** Its properties in the order of their names: name and value. */
  values: z.array(z.tuple([z.string(), z.json()])),
  files: z.array(rowFile),
  /** Properties with more values than Notion gave: name and id. */
  cut: z.array(z.tuple([z.string(), z.string()])),
});
export type RowExtras = z.infer<typeof rowExtras>;

/** What the properties of a row add to its document. */
export function readRow({ properties }: Pick<Page, 'properties'>): RowExtras {
  // Notion's own order changes from answer to answer.
  const sorted = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
  const extras: RowExtras = { values: [], files: [], cut: [] };
  for (const [name, property] of sorted) {
    const { id, type } = property;
    if (type === 'title') continue;
    if (type === 'files') extras.files.push(...filesOf(id, property.files).map(({ file }) => file));
    const value = fieldOf(property);
    if (value !== undefined) extras.values.push([name, value as z.infer<ReturnType<typeof z.json>>]);
    const given = property[type];
    const isCut = Array.isArray(given) && given.length >= valuesAtMost;
    if (isCut && (type === 'rich_text' || type === 'people')) extras.cut.push([name, id]);
  }
  return extras;
}

/** The address, with its signature, of a file in a property; undefined when the row has it no more. */
export function rowFileUrl(page: Pick<Page, 'properties'>, wanted: Omit<RowFile, 'path'>): string | undefined {
  const property = Object.values(page.properties).find(({ id }) => id === wanted.property);
  return filesOf(wanted.property, property?.files).find(
    ({ file }) => file.name === wanted.name && file.nth === wanted.nth,
  )?.url;
}

function filesOf(property: string, value: unknown): { readonly file: RowFile; readonly url: string }[] {
  const seen = new Map<string, number>();
  return (fileValues.safeParse(value).data ?? []).flatMap(({ file, name }) => {
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    return file ? [{ file: { property, name, nth, path: new URL(file.url).pathname }, url: file.url }] : [];
  });
}

/** The properties as a list in markdown, with an empty line at its end; empty when there are none. */
export function rowText(values: Iterable<readonly [name: string, value: Json]>): string {
  const lines = [...values].map(([name, value]) => {
    const text = String(Array.isArray(value) ? value.join(', ') : value);
    return `- ${name}: ${text.replaceAll('\n', '\n  ')}`;
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`;
}
