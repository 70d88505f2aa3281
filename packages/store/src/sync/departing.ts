import type { AbsentDocument, Complete, Departures, Lease } from '@acequia/core';
import { chunksForIn, marks, type SqlValue } from '../sql/sql.ts';
import { leavingStates, placement } from './codes.ts';
import { decodeNative, documentKey, encodeNative, fromHex } from './document-key.ts';
import { isEmptySlice, leaveSlice } from './leave-slice.ts';
import type { ReadingState, Readings } from './readings.ts';
import { reparent } from './reparent.ts';
import { settle } from './retry-rows.ts';
import type { SyncScope } from './sync-scope.ts';
import { holdSync, nowhereElse, tombstone } from './tombstone.ts';

const walk = 8192;
const levelRows = 1000;
const day = 24 * 60 * 60 * 1000;

/** What a slice has below some documents, by key. `start` selects the keys to start from, which are part of the result. */
const below = (start: string, sliceId: number) =>
  `WITH RECURSIVE below (id_key) AS (${start} UNION SELECT d.id_key FROM below b JOIN placements c ON c.slice_id = ${sliceId} AND c.parent_key = b.id_key JOIN documents d ON d.id = c.document_id)`;

/** Documents that leave their slices: found by claims, counted, withheld or applied. */
export class Departing {
  readonly #scope: SyncScope;
  readonly #readings: Readings;

  constructor(scope: SyncScope, readings: Readings) {
    this.#scope = scope;
    this.#readings = readings;
  }

  claims(lease: Lease): readonly Complete[] {
    const { claims, voided } = this.#readings.state(lease);
    const { under } = lease.reading;
    if (voided) return [];
    return claims.map((claim) =>
      under !== undefined && claim.under === undefined && claim.from === undefined && claim.to === undefined
        ? { ...claim, under }
        : claim,
    );
  }

  async absent(lease: Lease, claim: Complete, after: number, limit: number): Promise<readonly AbsentDocument[]> {
    const state = this.#readings.state(lease);
    const { working: reader } = this.#scope.database;
    for (let last = after; ; ) {
      const ids = await this.#covered(state, claim, last);
      if (ids.length === 0) return [];
      last = ids.at(-1) ?? last;
      await state.marks.load(reader, ids);
      const unseen = ids.filter((id) => !state.marks.has(id)).slice(0, limit);
      const absent = await this.#unprotected(state, await this.#describe(unseen));
      if (absent.length > 0) return absent;
      if (unseen.length === limit) last = unseen.at(-1) ?? last;
    }
  }

  /** Rows of this slice that the claim covers, the next ones after `after`. */
  async #covered(state: ReadingState, claim: Complete, after: number): Promise<number[]> {
    const { database, dataSourceId } = this.#scope;
    const { homeId } = state;
    const placed = `JOIN placements p ON p.slice_id = ${homeId} AND p.document_id = `;
    const tail = `p.state = ${placement.present} AND p.document_id > ? ORDER BY p.document_id LIMIT ${walk}`;
    let statement: string;
    let parameters: SqlValue[];
    if (claim.under !== undefined) {
      const start = `SELECT d.id_key FROM placements c JOIN documents d ON d.id = c.document_id WHERE c.slice_id = ${homeId} AND c.parent_key = ?`;
      statement = `${below(start, homeId)} SELECT p.document_id FROM below b JOIN documents d ON d.data_source_id = ? AND d.id_key = b.id_key ${placed}d.id WHERE ${tail}`;
      parameters = [fromHex(documentKey(claim.under)), dataSourceId, after];
    } else if (claim.from !== undefined || claim.to !== undefined) {
      const from = claim.from === undefined ? '' : ' AND a.alias >= ?';
      const to = claim.to === undefined ? '' : ' AND a.alias < ?';
      statement = `SELECT p.document_id FROM aliases a ${placed}a.document_id WHERE a.slice_id = ${homeId}${from}${to} AND ${tail}`;
      parameters = [
        ...[claim.from, claim.to].flatMap((bound) => (bound === undefined ? [] : [encodeNative(bound)])),
        after,
      ];
    } else {
      statement = `SELECT p.document_id FROM placements p WHERE p.slice_id = ${homeId} AND ${tail}`;
      parameters = [after];
    }
    const rows = await database.working.arrays<[number]>(statement, parameters);
    return rows.map(([id]) => id);
  }

  async #describe(ids: readonly number[]): Promise<AbsentDocument[]> {
    const described: AbsentDocument[] = [];
    for (const chunk of chunksForIn(ids)) {
      const rows = await this.#scope.database.working.arrays<[number, Uint8Array, string | null, string]>(
        `SELECT id, native_id, ref, title FROM documents WHERE owned = 0 AND id IN (${marks(chunk.length)}) ORDER BY id`,
        chunk,
      );
      for (const [documentId, id, ref, title] of rows) {
        described.push({ documentId, id: decodeNative(id), ref: ref === null ? undefined : JSON.parse(ref), title });
      }
    }
    return described;
  }

  /** Without what a failure of this pass protects: the failed documents and all below them. */
  async #unprotected(state: ReadingState, absent: AbsentDocument[]): Promise<AbsentDocument[]> {
    const { database, dataSourceId } = this.#scope;
    const failed = 'FROM retries WHERE data_source_id = ? AND slice_id = ? AND listing = 1 AND pass = ?';
    const parameters = [dataSourceId, state.homeId, state.pass];
    const [any] = await database.working.all(`SELECT 1 ${failed} LIMIT 1`, parameters);
    if (!any) return absent;
    const protectedIds = new Set<number>();
    for (const chunk of chunksForIn(absent.map(({ documentId }) => documentId))) {
      const rows = await database.working.arrays<[number]>(
        `${below(`SELECT id_key ${failed}`, state.homeId)} SELECT d.id FROM below b JOIN documents d ON d.data_source_id = ? AND d.id_key = b.id_key WHERE d.id IN (${marks(chunk.length)})`,
        [...parameters, dataSourceId, ...chunk],
      );
      for (const [id] of rows) protectedIds.add(id);
    }
    return absent.filter(({ documentId }) => !protectedIds.has(documentId));
  }

  async depart(lease: Lease, documentIds: readonly number[]): Promise<void> {
    const state = this.#readings.state(lease);
    await this.#scope.database.transaction(async (sql) => {
      await this.#readings.fence(sql, lease);
      await sql.run('UPDATE slices SET departing = 1 WHERE id = ?', [state.homeId]);
      await leaveSlice(sql, state.homeId, documentIds, placement.absent);
      if (await isEmptySlice(sql, state.homeId)) {
        await sql.run('UPDATE slices SET emptied = 1 WHERE id = ?', [state.homeId]);
      }
    });
  }

  async endPass(lease: Lease, finished: boolean): Promise<void> {
    const state = this.#readings.state(lease);
    const { database, clock, dataSourceId } = this.#scope;
    const { kind, slice, under } = lease.reading;
    // A pass goes on until something was claimed: a connector that stops in the middle of a listing and says nothing
    // must not make its first half look absent when the second half is claimed.
    const claimed = this.claims(lease).length > 0 || kind === 'relist';
    const whole = this.claims(lease).some(({ under, from, to }) => `${under ?? ''}${from ?? ''}${to ?? ''}` === '');
    for (const how of [placement.leaving, placement.absent] as const) {
      while (await this.#cascade(lease, state, how)) {
        // Each round takes the next level.
      }
    }
    await database.transaction(async (sql) => {
      await this.#readings.fence(
        sql,
        lease,
        `claims = NULL, voided = 0, ${claimed ? 'pass = pass + 1, ' : ''}read_at = ?`,
        [clock.now()],
      );
      const [home] = await sql.all<{ emptied: number }>('SELECT emptied FROM slices WHERE id = ?', [state.homeId]);
      if (home?.emptied === 1 && !(await isEmptySlice(sql, state.homeId))) {
        await sql.run('UPDATE slices SET emptied = 0 WHERE id = ?', [state.homeId]);
      }
      await sql.run('UPDATE slices SET departing = 2 WHERE id = ? AND departing = 1', [state.homeId]);
      if (whole) {
        await sql.run('DELETE FROM retries WHERE data_source_id = ? AND slice_id = ? AND listing = 1 AND pass <> ?', [
          dataSourceId,
          state.homeId,
          state.pass,
        ]);
      }
      if (claimed) await sql.run('DELETE FROM seen_marks WHERE slice_id = ?', [lease.reading.id]);
      if (kind === 'relist' && under !== undefined) {
        await sql.run('DELETE FROM slices WHERE id = ?', [lease.reading.id]);
        await settle(sql, dataSourceId, [documentKey(under)]);
      }
      if (kind === 'ids' || kind === 'access')
        await sql.run('UPDATE slices SET cursor_json = NULL WHERE id = ?', [lease.reading.id]);
      if (kind === 'feed' && finished) {
        await sql.run('UPDATE slices SET finished_version = ? WHERE id = ?', [slice.version, lease.reading.id]);
      }
    });
    if (claimed) {
      state.marks.forget();
      state.pass += 1;
    }
    state.claims = [];
    state.voided = false;
  }

  /**
   * What is directly below departed documents departs too. Below what was only absent, a document stays that this pass
   * has seen: its container is no longer shared with us, but it is. Answers whether anything went.
   */
  async #cascade(
    lease: Lease,
    { homeId, marks: seen }: ReadingState,
    how: typeof placement.leaving | typeof placement.absent,
  ): Promise<boolean> {
    const { database, dataSourceId } = this.#scope;
    let went = false;
    for (let after: number | undefined = 0; after !== undefined; ) {
      const from: number = after;
      after = await database.transaction(async (sql) => {
        const [slice] = await sql.all<{ departing: number }>('SELECT departing FROM slices WHERE id = ?', [homeId]);
        if (slice?.departing !== 1) return undefined;
        await this.#readings.fence(sql, lease);
        // By itself MariaDB reads all placements: it knows no better how few have these parents. SQLite takes the hints for comments.
        const rows = await sql.arrays<[number, number]>(
          `SELECT /*! STRAIGHT_JOIN */ p.document_id, d.owned FROM placements g JOIN documents f ON f.id = g.document_id AND f.data_source_id = ? JOIN placements p /*! FORCE INDEX (ix_placements_slice_id_parent_key_state) */ ON p.slice_id = g.slice_id AND p.parent_key = f.id_key AND p.state = ${placement.present} JOIN documents d ON d.id = p.document_id WHERE g.slice_id = ? AND g.state = ${how} AND p.document_id > ? ORDER BY p.document_id LIMIT ${levelRows}`,
          [dataSourceId, homeId, from],
        );
        if (how === placement.absent)
          await seen.load(
            sql,
            rows.map(([id]) => id),
          );
        const going = rows.filter(([id, owned]) => how === placement.leaving || owned === 1 || !seen.has(id));
        await leaveSlice(
          sql,
          homeId,
          going.map(([id]) => id),
          how,
        );
        went ||= going.length > 0;
        return rows.length < levelRows ? undefined : rows.at(-1)?.[0];
      });
    }
    return went;
  }

  async departures(): Promise<Departures> {
    const { database, clock, dataSourceId, syncLogId } = this.#scope;
    const { working: reader } = database;
    const slices = await reader.all<{ id: number; emptied: number }>(
      'SELECT id, emptied FROM slices WHERE data_source_id = ? AND departing = 2',
      [dataSourceId],
    );
    if (slices.length === 0) return { documents: 0, liveAtStart: 0, deletedLately: 0, emptied: [] };
    const [leaving] = await reader.all<{ n: number }>(
      `SELECT COUNT(DISTINCT p.document_id) AS n FROM placements p JOIN slices s ON s.id = p.slice_id JOIN documents d ON d.id = p.document_id WHERE s.data_source_id = ? AND p.state IN (${leavingStates}, ${placement.withheld}) AND d.container = 0 AND ${nowhereElse}`,
      [dataSourceId],
    );
    const [lately] = await reader.all<{ n: number }>(
      'SELECT COUNT(*) AS n FROM documents WHERE data_source_id = ? AND container = 0 AND deleted_at > ?',
      [dataSourceId, clock.now() - day],
    );
    const [log] = await reader.all<{ live_at_start: number }>('SELECT live_at_start FROM sync_logs WHERE id = ?', [
      syncLogId,
    ]);
    return {
      documents: Number(leaving?.n ?? 0),
      liveAtStart: log?.live_at_start ?? 0,
      deletedLately: Number(lately?.n ?? 0),
      emptied: slices.flatMap(({ id, emptied }) => (emptied === 1 ? [id] : [])),
    };
  }

  async withhold(sliceIds?: readonly number[]): Promise<number> {
    const { database, dataSourceId } = this.#scope;
    const only = sliceIds ? ` AND s.id IN (${marks(sliceIds.length)})` : '';
    return database.transaction(async (sql) => {
      await holdSync(sql, this.#scope);
      for (let found = sliceIds?.length !== 0; found; ) {
        const rows = await sql.arrays<[number, number]>(
          `SELECT p.slice_id, p.document_id FROM placements p JOIN slices s ON s.id = p.slice_id WHERE s.data_source_id = ? AND s.departing = 2 AND p.state IN (${leavingStates})${only} AND ${nowhereElse} LIMIT 1000`,
          [dataSourceId, ...(sliceIds ?? [])],
        );
        for (const [sliceId, waiting] of Map.groupBy(rows, ([id]) => id)) {
          for (const chunk of chunksForIn(waiting.map(([, id]) => id))) {
            await sql.run(
              `UPDATE placements SET state = ${placement.withheld} WHERE slice_id = ? AND document_id IN (${marks(chunk.length)})`,
              [sliceId, ...chunk],
            );
          }
        }
        found = rows.length > 0;
      }
      const [row] = await sql.all<{ n: number }>(
        `SELECT COUNT(DISTINCT p.document_id) AS n FROM placements p JOIN slices s ON s.id = p.slice_id JOIN documents d ON d.id = p.document_id WHERE s.data_source_id = ? AND s.departing = 2 AND p.state = ${placement.withheld} AND d.container = 0`,
        [dataSourceId],
      );
      return Number(row?.n ?? 0);
    });
  }

  async applyDepartures(limit: number): Promise<{ readonly deleted: number; readonly done: boolean }> {
    const { database, dataSourceId } = this.#scope;
    return database.transaction(async (sql) => {
      const rows = await sql.arrays<[number, number]>(
        `SELECT p.slice_id, p.document_id FROM placements p JOIN slices s ON s.id = p.slice_id WHERE s.data_source_id = ? AND s.departing = 2 AND p.state IN (${leavingStates}) ORDER BY p.document_id LIMIT ${limit}`,
        [dataSourceId],
      );
      const deleted = await tombstone(sql, this.#scope, rows);
      await reparent(
        sql,
        this.#scope,
        rows.map(([, id]) => id),
      );
      const done = rows.length < limit;
      if (done) {
        await sql.run(
          `UPDATE slices SET departing = 0 WHERE data_source_id = ? AND departing = 2 AND NOT EXISTS (SELECT 1 FROM placements p WHERE p.slice_id = slices.id AND p.state IN (${leavingStates}, ${placement.withheld}))`,
          [dataSourceId],
        );
      }
      return { deleted, done };
    });
  }
}
