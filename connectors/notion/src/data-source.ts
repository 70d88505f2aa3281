import type { Document } from '@acequia/core/contract';
import type { DataSource } from './answer-schemas.ts';
import { plainText } from './plain-text.ts';
import type { Ref } from './ref.ts';

/**
 * The container of a table. The database around it is no document: Notion's own search knows only its tables
 * (https://developers.notion.com/reference/data-source).
 */
export function toTableDocument(table: DataSource, parent: string | undefined): Document {
  const ref: Ref = { object: 'data_source' };
  return {
    id: table.id,
    title: plainText(table.title) || 'Untitled',
    container: true,
    ref,
    ...(parent !== undefined && { parent }),
    ...(table.url !== undefined && { url: table.url }),
  };
}
