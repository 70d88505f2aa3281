import {
  type Batch,
  type ContentTarget,
  type ContentWrite,
  type Digest,
  type DocumentWrite,
  type Lease,
  StaleLease,
} from '@acequia/core';
import { faultOf } from '../sql/database-error.ts';
import { chunksForIn, marks, type Sql, type SqlValue } from '../sql/sql.ts';
import { writeBlobs, writeBodies } from './body-rows.ts';
import { countSync } from './count-sync.ts';
import { encodeNative, fromHex, hex, parentKey } from './document-key.ts';
import {
  accessUpdate,
  contentOnlyUpdate,
  documentUpdate,
  insertColumns,
  insertValues,
  type Update,
} from './document-rows.ts';
import { fitBatch } from './fit-batch.ts';
import { keepTexts } from './keep-texts.ts';
import { forgetListings, noteListings } from './listings.ts';
import { markInSiblings } from './mark-in-siblings.ts';
import { writePlacements } from './placement-rows.ts';
import { type ReadingState, type Readings, readingKey } from './readings.ts';
import { putFailures, putOutstanding, settle } from './retry-rows.ts';
import { runUpdates } from './run-updates.ts';
import { leaseTime, type SyncScope } from './sync-scope.ts';

type Row = readonly (SqlValue | undefined)[];

/**
 * Writes batches. The order of the statements is the same for every batch and every writer (slice, blobs, counter,
 * inserts, updates by id, the rest), which keeps concurrent writers free of deadlocks.
 */
export class Commits {
  readonly #scope: SyncScope;
  readonly #readings: Readings;

  constructor(scope: SyncScope, readings: Readings) {
    this.#scope = scope;
    this.#readings = readings;
  }

  async commit(lease: Lease, given: Batch): Promise<void> {
    const state = this.#readings.state(lease);
    const { database } = this.#scope;
    const batch = fitBatch(given, database.maxValueBytes);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const done = await database.transaction((sql) => this.#write(sql, lease, state, batch));
        state.marks.keep(done.marks);
        state.claims = done.claims;
        state.voided ||= batch.voided;
        for (const [document, id] of done.inserted) document.documentId = id;
        return;
      } catch (error) {
        if (faultOf(error) !== 'duplicate' || attempt === 5) throw error;
        await this.#findInserted(batch.documents);
      }
    }
  }

  /** Another slice inserted some of these documents in the meantime: then they are updates. */
  async #findInserted(documents: readonly DocumentWrite[]): Promise<void> {
    const { database, dataSourceId } = this.#scope;
    const fresh = new Map(
      documents.filter(({ documentId }) => documentId === undefined).map((document) => [document.key, document]),
    );
    for (const chunk of chunksForIn([...fresh.keys()].map(fromHex))) {
      const rows = await database.transaction((sql) =>
        sql.arrays<[Digest, number]>(
          `SELECT ${hex('id_key')}, id FROM documents WHERE data_source_id = ? AND id_key IN (${marks(chunk.length)})`,
          [dataSourceId, ...chunk],
        ),
      );
      for (const [key, id] of rows) {
        const document = fresh.get(key);
        if (document) document.documentId = id;
      }
    }
  }

  async #write(sql: Sql, lease: Lease, state: ReadingState, batch: Batch) {
    const { clock, dataSourceId, database, tenantId } = this.#scope;
    const now = clock.now();
    const claims = await this.#fence(sql, lease, state, batch);
    await writeBlobs(sql, this.#scope.tenantId, batch);
    const kept = await keepTexts(sql, database.dialect, tenantId, batch);
    const fresh = batch.documents.filter(({ documentId }) => documentId === undefined);
    const changed = batch.documents.filter(({ documentId }) => documentId !== undefined);
    const reserved = await this.#takeSeq(sql, batch, fresh, changed);
    let { seq } = reserved;

    const inserts = fresh.map((document) => {
      seq += 1;
      return insertValues(kept(document), dataSourceId, seq, now);
    });
    const ids = await sql.insert('documents', insertColumns, inserts);
    const inserted = fresh.map((document, i): [DocumentWrite, number] => [document, ids[i] ?? 0]);

    const updates: [number, Update][] = [];
    for (const document of changed) {
      seq += 1;
      const { documentId = 0 } = document;
      updates.push([documentId, documentUpdate(kept(document), documentId, seq, now)]);
    }
    for (const target of batch.contents) {
      seq += 1;
      updates.push([target.documentId, contentOnlyUpdate(target, kept(target).content, target.documentId, seq, now)]);
    }
    for (const access of batch.accesses) {
      seq += 1;
      updates.push([access.documentId, accessUpdate(access, seq, now)]);
    }
    await runUpdates(sql, updates);

    const written: [ContentTarget, number, ContentWrite][] = [
      ...inserted.map(([document, id]): [ContentTarget, number, ContentWrite] => [
        document,
        id,
        kept(document).content,
      ]),
      ...changed.map((document): [ContentTarget, number, ContentWrite] => [
        document,
        document.documentId ?? 0,
        kept(document).content,
      ]),
      ...batch.contents.map((target): [ContentTarget, number, ContentWrite] => [
        target,
        target.documentId,
        kept(target).content,
      ]),
    ];
    await writeBodies(sql, written, new Set(ids));
    await writePlacements(sql, state.homeId, batch, inserted, changed);
    await this.#writeRetries(sql, state, batch, written, now);

    const writtenIds = [...ids, ...changed.map(({ documentId = 0 }) => documentId)];
    await markInSiblings(sql, lease, state.homeId, [
      ...writtenIds,
      ...batch.placed.map(({ documentId }) => documentId),
    ]);
    const seen = [...batch.seen, ...writtenIds];
    const marked = await state.marks.with(sql, seen);
    const markRows = [...marked].map(([chunk, bits]): Row => [lease.reading.id, chunk, bits]);
    if (markRows.length > 0)
      await sql.put('seen_marks', ['slice_id', 'chunk'], ['slice_id', 'chunk', 'bits'], markRows);
    await this.#writeListings(sql, state.homeId, batch, reserved.mayEndListings);
    await this.#writeRelists(sql, lease, state, batch);
    await countSync(sql, this.#scope.syncLogId, batch.counts, now);
    return { inserted, marks: marked, claims };
  }

  async #fence(sql: Sql, lease: Lease, state: ReadingState, batch: Batch) {
    const set: string[] = [];
    const values: (string | number | null)[] = [];
    const claims = batch.claims.length > 0 ? [...state.claims, ...batch.claims] : state.claims;
    if (batch.cursor !== undefined) {
      set.push('cursor_json = ?');
      values.push(JSON.stringify(batch.cursor));
    }
    if (batch.claims.length > 0) {
      set.push('claims = ?');
      values.push(JSON.stringify(claims));
    }
    if (batch.voided) set.push('voided = 1');
    await this.#readings.fence(sql, lease, set.join(', '), values);
    if (batch.departed.length > 0 || batch.departedParents.length > 0) {
      await sql.run('UPDATE slices SET departing = 1 WHERE id = ?', [state.homeId]);
    }
    return claims;
  }

  /**
   * Reserves positions of the change log, counts live documents, and says that the sync lives.
   *
   * @returns the position before the first, and whether what is written may end a listing: one was noted in this data source
   */
  async #takeSeq(
    sql: Sql,
    batch: Batch,
    fresh: readonly DocumentWrite[],
    changed: readonly DocumentWrite[],
  ): Promise<{ readonly seq: number; readonly mayEndListings: boolean }> {
    const { dataSourceId, syncToken, clock } = this.#scope;
    if (batch.listed.length > 0) {
      await sql.run('UPDATE data_sources SET listings = 1 WHERE id = ? AND listings = 0', [dataSourceId]);
    }
    const count = batch.documents.length + batch.contents.length + batch.accesses.length;
    if (count === 0) return { seq: 0, mayEndListings: false };
    const live = fresh.filter(({ container }) => !container).length;
    const held = await sql.run(
      'UPDATE data_sources SET seq = seq + ?, total_documents = total_documents + ?, sync_until = ? WHERE id = ? AND sync_token = ?',
      [count, live, clock.now() + leaseTime, dataSourceId, syncToken],
    );
    if (held !== 1) throw new StaleLease();
    if (batch.accesses.length > 0 || batch.documents.some(({ access }) => access !== null)) {
      await sql.run('UPDATE data_sources SET access_rights = 1 WHERE id = ? AND access_rights = 0', [dataSourceId]);
    }
    // Behind the lock of the data source: two slices that restore the same document count it once.
    const gained = await this.#countGained(sql, changed);
    if (gained !== 0) {
      await sql.run('UPDATE data_sources SET total_documents = total_documents + ? WHERE id = ?', [
        gained,
        dataSourceId,
      ]);
    }
    const [row] = await sql.all<{ seq: number; listings: number }>(
      'SELECT seq, listings FROM data_sources WHERE id = ?',
      [dataSourceId],
    );
    return { seq: (row?.seq ?? 0) - count, mayEndListings: row?.listings === 1 };
  }

  /** How many more of these rows are live documents once they are written; containers are not counted. */
  async #countGained(sql: Sql, changed: readonly DocumentWrite[]): Promise<number> {
    const ids = changed.flatMap(({ documentId }) => (documentId === undefined ? [] : [documentId]));
    let gained = changed.filter(({ container }) => !container).length;
    for (let start = 0; start < ids.length; start += 500) {
      const some = ids.slice(start, start + 500);
      const [row] = await sql.all<{ n: number }>(
        `SELECT COUNT(*) AS n FROM documents WHERE id IN (${marks(some.length)}) AND deleted_at IS NULL AND container = 0`,
        some,
      );
      gained -= Number(row?.n ?? 0);
    }
    return gained;
  }

  async #writeRetries(
    sql: Sql,
    state: ReadingState,
    batch: Batch,
    written: readonly (readonly [ContentTarget, number, ContentWrite])[],
    now: number,
  ): Promise<void> {
    const { dataSourceId } = this.#scope;
    const isOutstanding = ({ state: is }: ContentWrite) => is === 'pending' || is === 'failed';
    const settled = written.flatMap(([{ key }, , content]) => (isOutstanding(content) ? [] : [key]));
    settled.push(...batch.departedParents);
    if (settled.length > 0) {
      const [any] = await sql.all('SELECT 1 FROM retries WHERE data_source_id = ? LIMIT 1', [dataSourceId]);
      if (any) await settle(sql, dataSourceId, settled);
    }
    const scope = { dataSourceId, sliceId: state.homeId, pass: state.pass, now };
    await putOutstanding(
      sql,
      scope,
      written.filter(([, , content]) => isOutstanding(content)),
    );
    await putFailures(sql, scope, batch.failures);
  }

  async #writeListings(sql: Sql, sliceId: number, { documents, listed }: Batch, mayEnd: boolean): Promise<void> {
    const { dataSourceId } = this.#scope;
    if (mayEnd) {
      const parents = new Set(documents.flatMap(({ parent }) => (parent === undefined ? [] : [parentKey(parent)])));
      await forgetListings(sql, dataSourceId, parents);
    }
    await noteListings(sql, { dataSourceId, sliceId }, listed);
  }

  async #writeRelists(sql: Sql, lease: Lease, state: ReadingState, batch: Batch): Promise<void> {
    const { slice } = lease.reading;
    for (const under of batch.relists) {
      const key = readingKey('relist', slice.id, under);
      const columns = [
        'data_source_id',
        'slice_key',
        'kind',
        'native_id',
        'under_id',
        'home_id',
        'title',
        'roots',
        'basis',
      ];
      const row = [
        this.#scope.dataSourceId,
        key,
        'relist',
        encodeNative(slice.id),
        encodeNative(under),
        state.homeId,
        slice.title,
        '[]',
        '',
      ];
      await sql.put('slices', ['data_source_id', 'slice_key'], columns, [row], 'keep');
    }
  }
}
