import { type ContentTarget, type ContentWrite, type Digest, type FailureWrite, nextRetry } from '@acequia/core';
import { chunksForIn, marks, type Sql, type SqlValue } from '../sql/sql.ts';
import { encodeNative, fromHex, hex } from './document-key.ts';

const columns = [
  'data_source_id',
  'id_key',
  'slice_id',
  'document_id',
  'native_id',
  'ref',
  'title',
  'listing',
  'version',
  'revision',
  'fingerprint',
  'kind',
  'message',
  'remedy',
  'attempts',
  'next_at',
  'first_at',
  'last_at',
  'pass',
];

/** Where retries are written. */
export interface RetryScope {
  readonly dataSourceId: number;
  /** The slice whose sync goes on with them. */
  readonly sliceId: number;
  readonly pass: number;
  readonly now: number;
}

interface Known {
  readonly attempts: number;
  readonly firstAt: number;
}

async function knownRetries(sql: Sql, scope: RetryScope, keys: readonly Digest[]): Promise<Map<Digest, Known>> {
  const known = new Map<Digest, Known>();
  for (const chunk of chunksForIn(keys.map(fromHex))) {
    const rows = await sql.arrays<[Digest, number, number]>(
      `SELECT ${hex('id_key')}, attempts, first_at FROM retries WHERE data_source_id = ? AND id_key IN (${marks(chunk.length)})`,
      [scope.dataSourceId, ...chunk],
    );
    for (const [key, attempts, firstAt] of rows) known.set(key, { attempts, firstAt });
  }
  return known;
}

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));

function row(
  scope: RetryScope,
  known: Known | undefined,
  values: Readonly<Record<string, SqlValue | undefined>>,
): (SqlValue | undefined)[] {
  const all: Readonly<Record<string, SqlValue | undefined>> = {
    data_source_id: scope.dataSourceId,
    slice_id: scope.sliceId,
    first_at: known?.firstAt ?? scope.now,
    last_at: scope.now,
    pass: scope.pass,
    ...values,
  };
  return columns.map((column) => all[column]);
}

/** Remembers contents that are pending or failed. */
export async function putOutstanding(
  sql: Sql,
  scope: RetryScope,
  outstanding: readonly (readonly [target: ContentTarget, documentId: number, write: ContentWrite])[],
): Promise<void> {
  if (outstanding.length === 0) return;
  const keys = outstanding.map(([{ key }]) => key);
  const known = await knownRetries(sql, scope, keys);
  const rows = outstanding.map(([target, documentId, write]) => {
    const before = known.get(target.key);
    const failed = write.state === 'failed' ? write : undefined;
    return row(scope, before, {
      id_key: fromHex(target.key),
      document_id: documentId,
      native_id: encodeNative(target.id),
      ref: json(target.ref),
      title: target.title?.toWellFormed(),
      listing: 0,
      version: target.version?.toWellFormed(),
      revision: target.revision,
      fingerprint: target.fingerprint && fromHex(target.fingerprint),
      kind: failed?.error.kind,
      message: failed?.error.message.toWellFormed(),
      remedy: failed?.error.remedy?.toWellFormed(),
      attempts: failed?.attempts ?? before?.attempts ?? 0,
      next_at: failed?.nextAt ?? scope.now,
    });
  });
  await sql.put('retries', ['data_source_id', 'id_key'], columns, rows);
}

/** Remembers documents that the listing could not read. */
export async function putFailures(sql: Sql, scope: RetryScope, failures: readonly FailureWrite[]): Promise<void> {
  if (failures.length === 0) return;
  const keys = failures.map(({ key }) => key);
  const known = await knownRetries(sql, scope, keys);
  const ids = new Map<Digest, number>();
  for (const chunk of chunksForIn(keys.map(fromHex))) {
    const rows = await sql.arrays<[Digest, number]>(
      `SELECT ${hex('id_key')}, id FROM documents WHERE data_source_id = ? AND id_key IN (${marks(chunk.length)})`,
      [scope.dataSourceId, ...chunk],
    );
    for (const [key, id] of rows) ids.set(key, id);
  }
  const rows = failures.map(({ key, id, ref, title, error }) => {
    const before = known.get(key);
    const attempts = (before?.attempts ?? 0) + 1;
    return row(scope, before, {
      id_key: fromHex(key),
      document_id: ids.get(key),
      native_id: encodeNative(id),
      ref: json(ref),
      title: title?.toWellFormed(),
      listing: 1,
      revision: '',
      kind: error.kind,
      message: error.message.toWellFormed(),
      remedy: error.remedy?.toWellFormed(),
      attempts,
      next_at: nextRetry(error.kind, attempts, scope.now),
    });
  });
  await sql.put('retries', ['data_source_id', 'id_key'], columns, rows);
  // The next look-up must not say that nothing changed: nobody knows how the document is.
  for (const chunk of chunksForIn([...ids.values()])) {
    await sql.run(`UPDATE documents SET fingerprint = NULL WHERE id IN (${marks(chunk.length)})`, chunk);
  }
}

/** Forgets what was outstanding. */
export async function settle(sql: Sql, dataSourceId: number, keys: readonly Digest[]): Promise<void> {
  for (const chunk of chunksForIn(keys.map(fromHex))) {
    await sql.run(`DELETE FROM retries WHERE data_source_id = ? AND id_key IN (${marks(chunk.length)})`, [
      dataSourceId,
      ...chunk,
    ]);
  }
}
