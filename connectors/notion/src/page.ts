import type { Document, Json } from '@acequia/core/contract';
import type { Page } from './answer-schemas.ts';
import { editVersion } from './edit-version.ts';
import { plainText } from './plain-text.ts';
import { fieldOf } from './property-values.ts';
import type { Ref } from './ref.ts';
import { type RowExtras, readRow } from './row-extras.ts';

/** What a page is called, as Notion shows it. */
function pageTitle({ properties }: Pick<Page, 'properties'>): string {
  const title = Object.values(properties).find(({ type }) => type === 'title')?.title;
  return plainText(title) || 'Untitled';
}

/**
 * The document of a page or database row.
 *
 * @param parent document that it lies in
 * @param at when Notion answered
 */
export function toPageDocument(page: Page, parent: string | undefined, at: number | undefined): Document {
  const version = editVersion(page.last_edited_time, at);
  const ref: Ref = {
    object: 'page',
    ...(isRow(page) && { row: rowOf(page) }),
    ...(version === undefined && { edited: true }),
  };
  const fields: Record<string, Json> = {};
  for (const [name, property] of Object.entries(page.properties)) {
    const value = property.type === 'title' ? undefined : fieldOf(property);
    if (value !== undefined) fields[name] = value;
  }
  return {
    id: page.id,
    title: pageTitle(page),
    mime: 'text/markdown',
    ref,
    createdAt: Date.parse(page.created_time),
    modifiedAt: Date.parse(page.last_edited_time),
    ...(parent !== undefined && { parent }),
    ...(version !== undefined && { version }),
    ...(page.url !== undefined && { url: page.url }),
    ...(Object.keys(fields).length > 0 && { fields }),
  };
}

/** Whether a page has properties beside its title. */
function isRow({ parent }: Pick<Page, 'parent'>): boolean {
  return parent.type === 'data_source_id' || parent.type === 'database_id';
}

/** A ref has at most 16 KiB, and most rows have far less. */
const extrasAtMost = 4096;

function rowOf(page: Page): RowExtras | true {
  const extras = readRow(page);
  return JSON.stringify(extras).length <= extrasAtMost ? extras : true;
}
