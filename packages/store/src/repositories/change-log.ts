import { chunksForIn, type Database, marks } from '../sql/sql.ts';
import { content } from '../sync/codes.ts';
import { type DescribedRow, describedColumns, describeRows, type StoredDocumentRecord } from './stored-document.ts';

/** How much of the change log is read at once. */
export interface ChangePageLimit {
  readonly documents: number;
  /** Bytes of markdown. The first change is read whatever its size. */
  readonly bytes: number;
}

/** One document at its place in the change log, as it is now. */
export interface ChangeRecord {
  /** Place in the data source's log, from 1; places may be missing. */
  readonly seq: number;
  readonly deleted: boolean;
  readonly document: StoredDocumentRecord;
  /** Live documents with content only. */
  readonly markdown?: string;
}

/** A change before it is described. */
export interface ChangeRow extends DescribedRow {
  readonly seq: number;
  readonly deleted_at: number | null;
  /** Bytes of markdown. */
  readonly bytes: number;
  markdown?: string;
}

const from =
  'FROM documents d JOIN data_sources s ON s.id = d.data_source_id LEFT JOIN bodies b ON b.document_id = d.id LEFT JOIN blobs o ON o.tenant_id = s.tenant_id AND o.blob_key = d.blob_key';

/**
 * The next changes of a data source in the order of the log, with their markdown. A document that changes while it is
 * read may come with its newer text; it comes again at its new place.
 */
export async function readChanges(
  database: Pick<Database, 'reader'>,
  tenantId: number,
  dataSourceId: number,
  afterSeq: number,
  limit: ChangePageLimit,
): Promise<ChangeRow[]> {
  const most = Math.max(1, Math.min(10_000, Math.trunc(limit.documents)));
  // The page is found without joins: with them MariaDB sorts the whole log for each page.
  const places = await database.reader.arrays<[id: number, seq: number]>(
    `SELECT id, seq FROM documents WHERE data_source_id = ? AND seq > ? ORDER BY seq LIMIT ${most}`,
    [dataSourceId, afterSeq],
  );
  const rows = await readRows(database, tenantId, places);
  let bytes = 0;
  const over = rows.findIndex((row, i) => {
    bytes += row.bytes;
    return i > 0 && bytes > limit.bytes;
  });
  const page = over === -1 ? rows : rows.slice(0, over);
  await addMarkdown(database, page);
  return page;
}

/** In the order of the places. Sizes come first, so that no more text is in memory than was asked for. */
async function readRows(
  { reader }: Pick<Database, 'reader'>,
  tenantId: number,
  places: readonly (readonly [id: number, seq: number])[],
): Promise<ChangeRow[]> {
  const found = new Map<number, Omit<ChangeRow, 'seq'>>();
  for (const chunk of chunksForIn(places.map(([id]) => id))) {
    const rows = await reader.all<Omit<ChangeRow, 'seq'>>(
      `SELECT ${describedColumns}, d.deleted_at, CASE WHEN d.deleted_at IS NULL AND d.content = ${content.ready} THEN COALESCE(OCTET_LENGTH(b.markdown), OCTET_LENGTH(o.markdown), 0) ELSE 0 END AS bytes ${from} WHERE d.id IN (${marks(chunk.length)}) AND s.tenant_id = ?`,
      [...chunk, tenantId],
    );
    // A document that has changed since is told at the place where it was found: a later one would skip what is between.
    for (const row of rows) found.set(row.id, row);
  }
  return places.flatMap(([id, seq]) => {
    const row = found.get(id);
    return row ? [{ ...row, seq }] : [];
  });
}

async function addMarkdown(database: Pick<Database, 'reader'>, rows: readonly ChangeRow[]): Promise<void> {
  const texts = new Map<number, string | null>();
  const withText = rows.filter((row) => row.deleted_at === null && row.content === content.ready);
  for (const chunk of chunksForIn(withText.map(({ id }) => id))) {
    const found = await database.reader.arrays<[number, string | null]>(
      `SELECT d.id, COALESCE(b.markdown, o.markdown) ${from} WHERE d.id IN (${marks(chunk.length)})`,
      chunk,
    );
    for (const [id, markdown] of found) texts.set(id, markdown);
  }
  for (const row of withText) row.markdown = texts.get(row.id) ?? '';
}

/** The change logs of the data sources of one tenant. Tombstones are in it until they are purged. */
export class ChangeLog {
  readonly #database: Pick<Database, 'reader'>;
  readonly #tenantId: number;

  constructor(database: Pick<Database, 'reader'>, tenantId: number) {
    this.#database = database;
    this.#tenantId = tenantId;
  }

  /**
   * The next changes by ascending `seq`, containers and tombstones included; empty when there are none, or when the
   * data source is another tenant's. A reader that goes on after the last `seq` it got misses nothing.
   *
   * @param limit of documents, 1 to 10,000
   * @param maxBytes of markdown; at least one change is answered
   */
  async changesAfter(dataSourceId: number, seq: number, limit: number, maxBytes: number): Promise<ChangeRecord[]> {
    const rows = await readChanges(this.#database, this.#tenantId, dataSourceId, seq, {
      documents: limit,
      bytes: maxBytes,
    });
    const documents = await describeRows(this.#database, rows);
    return documents.flatMap((document, i) => {
      const row = rows[i];
      if (!row) return [];
      const { markdown } = row;
      return [
        { seq: row.seq, deleted: row.deleted_at !== null, document, ...(markdown !== undefined && { markdown }) },
      ];
    });
  }

  /** The newest place of a data source's log; 0 when it has none. */
  latestSeq(dataSourceId: number): Promise<number> {
    return this.#place('seq', dataSourceId);
  }

  /** The highest place of a deletion that was purged; 0 when none was. A reader that is behind it must start over. */
  purgedSeq(dataSourceId: number): Promise<number> {
    return this.#place('purged_seq', dataSourceId);
  }

  async #place(column: 'seq' | 'purged_seq', dataSourceId: number): Promise<number> {
    const [row] = await this.#database.reader.all<{ place: number }>(
      `SELECT ${column} AS place FROM data_sources WHERE id = ? AND tenant_id = ?`,
      [dataSourceId, this.#tenantId],
    );
    return row?.place ?? 0;
  }
}
