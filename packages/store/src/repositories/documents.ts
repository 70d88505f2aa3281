import type { Access, Json, Link } from '@acequia/core';
import type { Database } from '../sql/sql.ts';
import { chunksForIn, marks } from '../sql/sql.ts';
import { type DocumentFilter, filterDocuments } from './document-filter.ts';
import { type DescribedRow, describedColumns, describeRows, type StoredDocumentRecord } from './stored-document.ts';

/** One page of live documents. */
export interface DocumentPageQuery extends DocumentFilter {
  /** 1 to 1000. Default 100. */
  readonly limit?: number;
  /** Id of the last document of the page before. */
  readonly after?: number;
}

/** A document with everything that is stored about it. */
export interface StoredDocumentDetails extends StoredDocumentRecord {
  /** Absent: no content. */
  readonly markdown?: string;
  /** Of the source and of the content; the source's win. */
  readonly fields: { readonly [name: string]: Json };
  readonly authors: readonly string[];
  readonly access?: Access;
  readonly links: readonly Link[];
}

interface DetailsRow extends DescribedRow {
  readonly details: string | null;
  readonly content_fields: string | null;
  readonly markdown: string | null;
  readonly blob_fields: string | null;
  readonly blob_warnings: string | null;
}

interface Details {
  readonly authors?: readonly string[];
  readonly access?: Access;
  readonly fields?: { readonly [name: string]: Json };
  readonly links?: readonly Link[];
}

const from = 'FROM documents d JOIN data_sources s ON s.id = d.data_source_id';

/** The live documents of one tenant; those of others are not found. */
export class Documents {
  readonly #database: Database;
  readonly #tenantId: number;

  constructor(database: Database, tenantId: number) {
    this.#database = database;
    this.#tenantId = tenantId;
  }

  /** By id. `total` counts all that the filter lets through, whatever the page. */
  async list(query: DocumentPageQuery = {}): Promise<{ documents: StoredDocumentRecord[]; total: number }> {
    const { reader } = this.#database;
    const [condition, parameters] = filterDocuments(this.#tenantId, query);
    const limit = Math.max(1, Math.min(1000, Math.trunc(query.limit ?? 100)));
    const rows = await reader.all<DescribedRow>(
      `SELECT ${describedColumns} ${from} WHERE ${condition} AND d.id > ? ORDER BY d.id LIMIT ${limit}`,
      [...parameters, query.after ?? 0],
    );
    const [counted] = await reader.all<{ n: number }>(`SELECT COUNT(*) AS n ${from} WHERE ${condition}`, parameters);
    return { documents: await describeRows(this.#database, rows), total: Number(counted?.n ?? 0) };
  }

  /** These documents by id; those that are deleted or another tenant's are absent. */
  async find(ids: readonly number[]): Promise<ReadonlyMap<number, StoredDocumentRecord>> {
    const [condition, parameters] = filterDocuments(this.#tenantId, { containers: true });
    const found = new Map<number, StoredDocumentRecord>();
    for (const chunk of chunksForIn(ids)) {
      const rows = await this.#database.reader.all<DescribedRow>(
        `SELECT ${describedColumns} ${from} WHERE ${condition} AND d.id IN (${marks(chunk.length)})`,
        [...parameters, ...chunk],
      );
      for (const document of await describeRows(this.#database, rows)) found.set(document.id, document);
    }
    return found;
  }

  /** Undefined: there is none, it is deleted, or it is another tenant's. */
  async get(id: number): Promise<StoredDocumentDetails | undefined> {
    const [condition, parameters] = filterDocuments(this.#tenantId, { containers: true });
    const [row] = await this.#database.reader.all<DetailsRow>(
      `SELECT ${describedColumns}, d.details, d.content_fields, COALESCE(b.markdown, o.markdown) AS markdown, o.fields AS blob_fields, o.warnings AS blob_warnings ${from} LEFT JOIN bodies b ON b.document_id = d.id LEFT JOIN blobs o ON o.tenant_id = s.tenant_id AND o.blob_key = d.blob_key WHERE ${condition} AND d.id = ?`,
      [...parameters, id],
    );
    if (!row) return undefined;
    const [record] = await describeRows(this.#database, [row]);
    return record && { ...record, ...detailsOf(row, record.notes) };
  }
}

function detailsOf(row: DetailsRow, notes: readonly string[]) {
  const { authors = [], access, fields, links = [] }: Details = row.details === null ? {} : JSON.parse(row.details);
  // A document that uses the text of another one has what was found in the bytes only there.
  const found = row.content_fields ?? row.blob_fields;
  const warnings: string[] = row.blob_warnings === null ? [] : JSON.parse(row.blob_warnings);
  return {
    ...(row.markdown !== null && { markdown: row.markdown }),
    fields: { ...(found !== null && JSON.parse(found)), ...fields },
    notes: notes.length > 0 ? notes : warnings,
    authors,
    access,
    links,
  };
}
