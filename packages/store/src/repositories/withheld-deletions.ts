import { AcequiaError, type Clock } from '@acequia/core';
import type { Database, Sql } from '../sql/sql.ts';
import { placement } from '../sync/codes.ts';
import { holdDataSource } from '../sync/hold-data-source.ts';
import { nowhereElse, tombstone } from '../sync/tombstone.ts';
import { type DescribedRow, describedColumns, describeRows, type StoredDocumentRecord } from './stored-document.ts';

/** Deletions that wait for a person. */
export interface WithheldRecord {
  /** Documents, without containers. */
  readonly total: number;
  /** Live documents of the data source now, those that wait included. */
  readonly liveDocuments: number;
  /** Without containers. */
  readonly documents: readonly StoredDocumentRecord[];
}

const batchRows = 1000;
const withheld = `FROM slices i JOIN placements p ON p.slice_id = i.id AND p.state = ${placement.withheld} JOIN documents d ON d.id = p.document_id AND d.deleted_at IS NULL JOIN data_sources s ON s.id = d.data_source_id WHERE s.tenant_id = ? AND i.data_source_id = ? AND ${nowhereElse}`;

/** Review of withheld deletions in the data sources of one tenant. */
export class WithheldDeletions {
  readonly #database: Database;
  readonly #tenantId: number;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(database: Database, tenantId: number, clock: Pick<Clock, 'now'> = Date) {
    this.#database = database;
    this.#tenantId = tenantId;
    this.#clock = clock;
  }

  /** @param limit of documents, 1 to 10,000, default 1000. @throws AcequiaError `not_found` */
  async list(dataSourceId: number, limit = 1000): Promise<WithheldRecord> {
    const { reader } = this.#database;
    const [source] = await reader.all<{ live: number }>(
      'SELECT total_documents AS live FROM data_sources WHERE id = ? AND tenant_id = ?',
      [dataSourceId, this.#tenantId],
    );
    if (!source) throw new AcequiaError('not_found', 'There is no such data source');
    const rows = await reader.all<DescribedRow>(
      `SELECT DISTINCT ${describedColumns} ${withheld} AND d.container = 0 ORDER BY d.id LIMIT ${Math.max(1, Math.min(10_000, Math.trunc(limit)))}`,
      [this.#tenantId, dataSourceId],
    );
    return {
      total: await this.#count(reader, dataSourceId),
      liveDocuments: source.live,
      documents: await describeRows(this.#database, rows),
    };
  }

  async #count(sql: Sql, dataSourceId: number): Promise<number> {
    const [row] = await sql.all<{ n: number }>(`SELECT COUNT(DISTINCT d.id) AS n ${withheld} AND d.container = 0`, [
      this.#tenantId,
      dataSourceId,
    ]);
    return Number(row?.n ?? 0);
  }

  /**
   * Deletes what waits, a thousand placements in a transaction; each of them counts first, and stops when more waits
   * than was approved. While it runs no sync does.
   *
   * @param upTo documents that the person agreed to, without containers
   * @returns how many went
   * @throws AcequiaError `more_than_approved` (nothing was deleted), `not_found`
   * @throws SyncRunning
   */
  async approve(dataSourceId: number, upTo: number): Promise<number> {
    const place = { database: this.#database, clock: this.#clock, tenantId: this.#tenantId, dataSourceId };
    return holdDataSource(place, async (held) => {
      for (let deleted = 0; ; ) {
        const batch = await held.transaction(async (sql) => {
          const waiting = await this.#count(sql, dataSourceId);
          if (deleted + waiting > upTo) throw moreThanApproved(deleted + waiting, upTo);
          const rows = await sql.arrays<[number, number]>(
            `SELECT p.slice_id, p.document_id ${withheld} ORDER BY p.document_id, p.slice_id LIMIT ${batchRows}`,
            [this.#tenantId, dataSourceId],
          );
          return { went: await tombstone(sql, held, rows), last: rows.length < batchRows };
        });
        deleted += batch.went;
        if (batch.last) return deleted;
      }
    });
  }

  /**
   * Keeps what waits, as it is, until the source shows it again.
   *
   * @returns how many documents, without containers
   * @throws AcequiaError `not_found`
   */
  async reject(dataSourceId: number): Promise<number> {
    return this.#database.transaction(async (sql) => {
      const known = await sql.run('UPDATE data_sources SET updated_at = updated_at WHERE id = ? AND tenant_id = ?', [
        dataSourceId,
        this.#tenantId,
      ]);
      if (known !== 1) throw new AcequiaError('not_found', 'There is no such data source');
      const kept = await this.#count(sql, dataSourceId);
      await sql.run(
        `UPDATE placements SET state = ${placement.kept} WHERE state = ${placement.withheld} AND slice_id IN (SELECT i.id FROM slices i WHERE i.data_source_id = ?)`,
        [dataSourceId],
      );
      return kept;
    });
  }
}

function moreThanApproved(waiting: number, upTo: number): AcequiaError {
  return new AcequiaError('more_than_approved', `${waiting} deletions wait, but only ${upTo} were approved`, {
    hint: 'Nothing was deleted. Review them again.',
  });
}
