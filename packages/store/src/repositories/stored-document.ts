import type { ContentState } from '@acequia/core';
import type { Database } from '../sql/sql.ts';
import { contentStates } from '../sync/codes.ts';
import { decodeNative, hex } from '../sync/document-key.ts';
import { readPaths } from './document-paths.ts';

/** A document as it is stored. Times are milliseconds since 1970. */
export interface StoredDocumentRecord {
  /** The store's number. */
  readonly id: number;
  /** The source's own id. */
  readonly sourceId: string;
  readonly dataSourceId: number;
  readonly dataSourceName: string;
  readonly title: string;
  /** From the top, `/`-separated. */
  readonly path: string;
  readonly url?: string;
  readonly mime?: string;
  readonly size?: number;
  readonly container: boolean;
  readonly content: ContentState;
  /** Why there is no content, or what was lost in it. */
  readonly notes: readonly string[];
  readonly modifiedAt?: number;
  /** When the store changed it last. */
  readonly updatedAt: number;
}

/** What {@link describeRows} needs. */
export interface DescribedRow {
  readonly id: number;
  readonly native_id: Uint8Array;
  readonly data_source_id: number;
  readonly source_name: string;
  readonly title: string;
  readonly parent_key: string | null;
  readonly url: string | null;
  readonly mime: string | null;
  readonly size: number | null;
  readonly container: number;
  readonly content: number;
  readonly note: string | null;
  readonly source_modified_at: number | null;
  readonly updated_at: number;
}

/** Columns of a {@link DescribedRow}, of documents `d` joined with data sources `s`. */
export const describedColumns = `d.id, d.native_id, d.data_source_id, s.name AS source_name, d.title, ${hex('d.parent_key')} AS parent_key, d.url, COALESCE(d.content_mime, d.mime) AS mime, d.size, d.container, d.content, d.note, d.source_modified_at, d.updated_at`;

/** The rows as records, with their paths. */
export async function describeRows(
  database: Pick<Database, 'reader'>,
  rows: readonly DescribedRow[],
): Promise<StoredDocumentRecord[]> {
  const starts = rows.map((row) => ({ dataSourceId: row.data_source_id, title: row.title, parentKey: row.parent_key }));
  const paths = await readPaths(database, starts);
  return rows.map((row, i) => ({
    id: row.id,
    sourceId: decodeNative(row.native_id),
    dataSourceId: row.data_source_id,
    dataSourceName: row.source_name,
    title: row.title,
    path: paths[i] ?? row.title,
    url: row.url ?? undefined,
    mime: row.mime ?? undefined,
    size: row.size ?? undefined,
    container: row.container === 1,
    content: contentStates[row.content] ?? 'none',
    notes: row.note === null ? [] : JSON.parse(row.note),
    modifiedAt: row.source_modified_at ?? undefined,
    updatedAt: row.updated_at,
  }));
}
