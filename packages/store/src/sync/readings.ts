import { hash } from 'node:crypto';
import type { Json, Lease, Reading, Slice } from '@acequia/core';
import { type Complete, StaleLease } from '@acequia/core';
import type { Sql } from '../sql/sql.ts';
import { decodeNative, encodeNative } from './document-key.ts';
import { mayLive } from './owner.ts';
import { SeenMarks } from './seen-marks.ts';
import { leaseTime, type SyncScope } from './sync-scope.ts';
import { holdSync } from './tombstone.ts';

/** What a lease holder knows about its reading beside the cursor. */
export interface ReadingState {
  /** The slice whose documents it places. */
  readonly homeId: number;
  readonly marks: SeenMarks;
  claims: Complete[];
  voided: boolean;
  pass: number;
}

interface SliceRow {
  id: number;
  kind: Reading['kind'];
  native_id: Uint8Array;
  under_id: Uint8Array | null;
  home_id: number | null;
  title: string | null;
  roots: string;
  version: string | null;
  finished_version: string | null;
  basis: string;
  cursor_json: string | null;
  claims: string | null;
  voided: number;
  pass: number;
  waiting_until: number | null;
  lease_token: number;
  lease_owner: string | null;
  lease_until: number;
}

const columns =
  'id, kind, native_id, under_id, home_id, title, roots, version, finished_version, basis, cursor_json, claims, voided, pass, waiting_until, lease_token, lease_owner, lease_until';

/** Key of a reading: its kind, its slice and, for a relist, the container. */
export function readingKey(kind: Reading['kind'], sliceId: string, under = ''): Buffer {
  return hash('sha256', JSON.stringify([kind, sliceId, under]), 'buffer').subarray(0, 16);
}

function readingOf(row: SliceRow, due: boolean): Reading {
  const slice: Slice = {
    id: decodeNative(row.native_id),
    roots: JSON.parse(row.roots),
    title: row.title ?? undefined,
    version: row.version ?? undefined,
  };
  const under = row.under_id ? decodeNative(row.under_id) : undefined;
  return {
    id: row.id,
    kind: row.kind,
    under,
    slice: under === undefined ? slice : { ...slice, roots: [{ id: under }] },
    finishedVersion: row.finished_version ?? undefined,
    due,
    waitingUntil: row.waiting_until ?? undefined,
  };
}

/** What was stored as JSON; `otherwise` when there is none, or it is damaged. */
function parseOr<T>(text: string | null, otherwise: T): T {
  try {
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return otherwise;
  }
}

async function putReading(
  sql: Sql,
  dataSourceId: number,
  kind: Reading['kind'],
  slice: Slice,
  basis: string,
  homeId?: number,
): Promise<void> {
  const values = [slice.title, JSON.stringify(slice.roots), slice.version];
  const key = readingKey(kind, slice.id);
  const [known] = await sql.all<{ id: number; basis: string }>(
    'SELECT id, basis FROM slices WHERE data_source_id = ? AND slice_key = ?',
    [dataSourceId, key],
  );
  if (!known) {
    await sql.insert(
      'slices',
      ['data_source_id', 'kind', 'slice_key', 'native_id', 'title', 'roots', 'version', 'basis', 'home_id'],
      [[dataSourceId, kind, key, encodeNative(slice.id), ...values, basis, homeId]],
    );
    return;
  }
  await sql.run('UPDATE slices SET title = ?, roots = ?, version = ?, parked = 0 WHERE id = ?', [...values, known.id]);
  if (known.basis === basis) return;
  await sql.run(
    'UPDATE slices SET basis = ?, cursor_json = NULL, claims = NULL, voided = 0, finished_version = NULL, pass = pass + 1 WHERE id = ?',
    [basis, known.id],
  );
  await sql.run('DELETE FROM seen_marks WHERE slice_id = ?', [known.id]);
  await sql.run('UPDATE placements SET listing = NULL WHERE slice_id = ? AND listing IS NOT NULL', [known.id]);
}

/** The readings of a data source and who may write for them. */
export class Readings {
  readonly #scope: SyncScope;
  readonly #states = new WeakMap<Lease, ReadingState>();

  constructor(scope: SyncScope) {
    this.#scope = scope;
  }

  /** What this process knows about a reading that it leased. */
  state(lease: Lease): ReadingState {
    const state = this.#states.get(lease);
    if (!state) throw new StaleLease();
    return state;
  }

  async open(offered: readonly Slice[], kind: 'feed' | 'ids' | 'access', basis: string): Promise<readonly Reading[]> {
    const { database, dataSourceId } = this.#scope;
    const rows = await database.transaction(async (sql) => {
      await sql.run("UPDATE slices SET parked = 1 WHERE data_source_id = ? AND kind <> 'relist'", [dataSourceId]);
      for (const slice of offered) await putReading(sql, dataSourceId, 'feed', slice, basis);
      if (kind !== 'feed') await this.#openBeside(sql, kind, offered, basis);
      await holdSync(sql, this.#scope);
      return sql.all<SliceRow>(
        `SELECT ${columns} FROM slices WHERE data_source_id = ? AND parked = 0 AND kind IN (?, 'relist') ORDER BY CASE WHEN waiting_until IS NULL THEN 1 ELSE 0 END, COALESCE(read_at, 0), id`,
        [dataSourceId, kind],
      );
    });
    const due = await this.#due();
    const here = new Set(offered.map(({ id }) => id));
    return rows.map((row) => readingOf(row, due.has(row.id))).filter(({ slice }) => here.has(slice.id));
  }

  async knownSlices(): Promise<readonly string[]> {
    const { database, dataSourceId } = this.#scope;
    const rows = await database.reader.arrays<[Uint8Array]>(
      "SELECT native_id FROM slices WHERE data_source_id = ? AND kind = 'feed'",
      [dataSourceId],
    );
    return rows.map(([id]) => decodeNative(id));
  }

  /** Slices of which something outstanding is due. */
  async #due(): Promise<ReadonlySet<number>> {
    const { database, dataSourceId, clock } = this.#scope;
    const rows = await database.reader.arrays<[number]>(
      'SELECT DISTINCT slice_id FROM retries WHERE data_source_id = ? AND next_at <= ? AND ignored = 0',
      [dataSourceId, clock.now()],
    );
    return new Set(rows.map(([id]) => id));
  }

  /** Other readings of the same slices, whose documents are those of the feed. */
  async #openBeside(sql: Sql, kind: 'ids' | 'access', offered: readonly Slice[], basis: string): Promise<void> {
    const { dataSourceId } = this.#scope;
    for (const slice of offered) {
      const [home] = await sql.all<{ id: number }>('SELECT id FROM slices WHERE data_source_id = ? AND slice_key = ?', [
        dataSourceId,
        readingKey('feed', slice.id),
      ]);
      await putReading(sql, dataSourceId, kind, slice, basis, home?.id);
    }
  }

  async lease(readingId: number): Promise<Lease | null> {
    const { database, clock, owner } = this.#scope;
    return database.transaction(async (sql) => {
      const [row] = await sql.all<SliceRow>(`SELECT ${columns} FROM slices WHERE id = ?`, [readingId]);
      if (!row) return null;
      const now = clock.now();
      const taken = row.lease_owner !== null && row.lease_owner !== owner && row.lease_until > now;
      if (taken && row.lease_owner !== null && mayLive(row.lease_owner)) return null;
      const token = row.lease_token + 1;
      const changed = await sql.run(
        'UPDATE slices SET lease_token = ?, lease_owner = ?, lease_until = ?, waiting_until = NULL WHERE id = ? AND lease_token = ?',
        [token, owner, now + leaseTime, readingId, row.lease_token],
      );
      if (changed !== 1) return null;
      await holdSync(sql, this.#scope);
      // What a reading saw that never came to a first cursor is old news: it begins again, and so does its pass.
      const cursor = parseOr<Json | null>(row.cursor_json, null);
      const begun = cursor !== null;
      if (!begun) await this.#clearPass(sql, readingId);
      const reading = readingOf(row, false);
      const lease: Lease = {
        reading,
        token,
        cursor,
      };
      this.#states.set(lease, {
        homeId: row.home_id ?? row.id,
        marks: new SeenMarks(row.id),
        claims: begun ? parseOr(row.claims, []) : [],
        voided: begun && row.voided === 1,
        pass: begun ? row.pass : row.pass + 1,
      });
      return lease;
    });
  }

  /** Checks the lease, extends it and sets columns of the reading, as the first statement of a transaction. */
  async fence(sql: Sql, lease: Lease, set = '', parameters: readonly (string | number | null)[] = []): Promise<void> {
    const { clock, owner, dataSourceId, syncToken } = this.#scope;
    const changed = await sql.run(
      `UPDATE slices SET heartbeat = heartbeat + 1, lease_until = ?${set && `, ${set}`} WHERE id = ? AND lease_token = ? AND lease_owner = ? AND EXISTS (SELECT 1 FROM data_sources WHERE id = ? AND sync_token = ?)`,
      [clock.now() + leaseTime, ...parameters, lease.reading.id, lease.token, owner, dataSourceId, syncToken],
    );
    if (changed !== 1) throw new StaleLease();
  }

  async renew(lease?: Lease): Promise<void> {
    const { database, clock, dataSourceId, syncToken, syncLogId } = this.#scope;
    await database.transaction(async (sql) => {
      if (lease) await this.fence(sql, lease);
      const now = clock.now();
      const alive = await sql.run(
        'UPDATE data_sources SET sync_until = ?, updated_at = updated_at WHERE id = ? AND sync_token = ?',
        [now + leaseTime, dataSourceId, syncToken],
      );
      if (alive !== 1) throw new StaleLease();
      await sql.run('UPDATE sync_logs SET heartbeat_at = ? WHERE id = ?', [now, syncLogId]);
    });
  }

  async release(lease: Lease, outcome: { readonly waitingUntil?: number; readonly error?: object }): Promise<void> {
    const { database, owner } = this.#scope;
    await database.transaction((sql) =>
      sql.run(
        'UPDATE slices SET lease_owner = NULL, lease_until = 0, waiting_until = ?, error = ?, heartbeat = heartbeat + 1 WHERE id = ? AND lease_token = ? AND lease_owner = ?',
        [outcome.waitingUntil, outcome.error && JSON.stringify(outcome.error), lease.reading.id, lease.token, owner],
      ),
    );
  }

  async #clearPass(sql: Sql, readingId: number): Promise<void> {
    const cleared = 'cursor_json = NULL, claims = NULL, voided = 0, pass = pass + 1';
    await sql.run(`UPDATE slices SET ${cleared} WHERE id = ?`, [readingId]);
    await sql.run('DELETE FROM seen_marks WHERE slice_id = ?', [readingId]);
  }

  async restart(lease: Lease): Promise<Lease> {
    const state = this.state(lease);
    await this.#scope.database.transaction(async (sql) => {
      await this.fence(sql, lease);
      await this.#clearPass(sql, lease.reading.id);
    });
    const restarted: Lease = { ...lease, cursor: null };
    state.marks.forget();
    this.#states.set(restarted, {
      homeId: state.homeId,
      marks: state.marks,
      claims: [],
      voided: false,
      pass: state.pass + 1,
    });
    return restarted;
  }
}
