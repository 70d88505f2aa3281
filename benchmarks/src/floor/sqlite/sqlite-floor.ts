import type { FloorBatch, FloorDocument, FloorStore, KnownDocument, SeenBits } from '../floor-store.ts';
import { openFloorFile } from './open-floor-file.ts';

const source = 1;
const slice = 1;

/** The tables that the same guarantees need, with only the columns that this source fills. */
const schema = `
  CREATE TABLE IF NOT EXISTS sources (id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, documents INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS slices (id INTEGER PRIMARY KEY, cursor TEXT, token INTEGER NOT NULL, heartbeat INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY, data_source_id INTEGER NOT NULL, id_key BLOB NOT NULL, fingerprint BLOB, native_id TEXT NOT NULL,
    parent_key BLOB, container INTEGER NOT NULL, deleted_at INTEGER, version TEXT, title TEXT NOT NULL, size INTEGER,
    modified_at INTEGER, content_hash BLOB, seq INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
  CREATE UNIQUE INDEX IF NOT EXISTS documents_key ON documents (data_source_id, id_key);
  CREATE UNIQUE INDEX IF NOT EXISTS documents_seq ON documents (data_source_id, seq);
  CREATE TABLE IF NOT EXISTS bodies (document_id INTEGER PRIMARY KEY, markdown TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS placements (
    slice_id INTEGER NOT NULL, document_id INTEGER NOT NULL, state INTEGER NOT NULL, parent_key BLOB,
    PRIMARY KEY (slice_id, document_id)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS placements_document ON placements (document_id);
  CREATE INDEX IF NOT EXISTS placements_parent ON placements (slice_id, parent_key);
  CREATE TABLE IF NOT EXISTS seen_marks (slice_id INTEGER NOT NULL, chunk INTEGER NOT NULL, bits BLOB NOT NULL, PRIMARY KEY (slice_id, chunk));
  INSERT OR IGNORE INTO sources VALUES (${source}, 0, 0);
  INSERT OR IGNORE INTO slices VALUES (${slice}, NULL, 1, 0);
`;

const bytes = (digest: string | null) => (digest === null ? null : Buffer.from(digest, 'hex'));

/** Plain SQL on better-sqlite3. */
export function openSqliteFloor(file: string): FloorStore {
  const database = openFloorFile(file, 'FULL');
  database.exec(schema);
  const prepareLookUp = (count: number) =>
    database
      .prepare<unknown[], [string, number, string | null, number | null]>(
        `SELECT LOWER(HEX(d.id_key)), d.id, LOWER(HEX(d.fingerprint)), p.state FROM documents d
         LEFT JOIN placements p ON p.slice_id = ${slice} AND p.document_id = d.id
         WHERE d.data_source_id = ${source} AND d.id_key IN (${Array(count).fill('UNHEX(?)').join(',')})`,
      )
      .raw();
  const lookUps = new Map([[500, prepareLookUp(500)]]);
  const fence = database.prepare(
    `UPDATE slices SET cursor = ?, heartbeat = heartbeat + 1 WHERE id = ${slice} AND token = 1`,
  );
  const takeSeq = database
    .prepare<[number, number], number>(
      `UPDATE sources SET seq = seq + ?, documents = documents + ? WHERE id = ${source} RETURNING seq`,
    )
    .pluck();
  const insert = database.prepare(
    `INSERT INTO documents (data_source_id, id_key, fingerprint, native_id, parent_key, container, version, title, size, modified_at, content_hash, seq, created_at, updated_at)
     VALUES (${source}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = database.prepare(
    `UPDATE documents SET deleted_at = NULL, fingerprint = ?, parent_key = ?, container = ?, version = ?, title = ?, size = ?, modified_at = ?, content_hash = ?, seq = ?, updated_at = ? WHERE id = ?`,
  );
  const addBody = database.prepare('INSERT INTO bodies (document_id, markdown) VALUES (?, ?)');
  const setBody = database.prepare('INSERT OR REPLACE INTO bodies (document_id, markdown) VALUES (?, ?)');
  const place = database.prepare(
    `INSERT OR REPLACE INTO placements (slice_id, document_id, state, parent_key) VALUES (${slice}, ?, 0, ?)`,
  );
  const mark = database.prepare('INSERT OR REPLACE INTO seen_marks (slice_id, chunk, bits) VALUES (?, ?, ?)');
  const listPlaced = database
    .prepare<[number, number], number>(
      `SELECT document_id FROM placements WHERE slice_id = ${slice} AND state = 0 AND document_id > ? ORDER BY document_id LIMIT ?`,
    )
    .pluck();
  const unplace = database.prepare(`DELETE FROM placements WHERE slice_id = ${slice} AND document_id = ?`);
  const bury = database.prepare(
    `UPDATE documents SET deleted_at = ?, fingerprint = NULL, seq = ?, updated_at = ? WHERE id = ?
     AND NOT EXISTS (SELECT 1 FROM placements WHERE document_id = documents.id)`,
  );

  function writeDocuments({ inserted, updated }: FloorBatch): number[] {
    const count = inserted.length + updated.length;
    if (count === 0) return [];
    const now = Date.now();
    const contents = inserted.filter(({ container }) => !container).length;
    let seq = (takeSeq.get(count, contents) ?? 0) - count;
    const metadata = ({ parentKey, container, version, title, size, modifiedAt, bodyHash }: FloorDocument) => {
      seq += 1;
      return [bytes(parentKey), container ? 1 : 0, version, title, size, modifiedAt, bytes(bodyHash), seq];
    };
    const ids: number[] = [];
    for (const one of inserted) {
      const values = metadata(one);
      const done = insert.run(bytes(one.key), bytes(one.fingerprint), one.id, ...values, now, now);
      const id = Number(done.lastInsertRowid);
      ids.push(id);
      if (one.body !== null) addBody.run(id, one.body);
      place.run(id, values[0]);
    }
    for (const [id, one] of updated) {
      const values = metadata(one);
      update.run(bytes(one.fingerprint), ...values, now, id);
      if (one.body !== null) setBody.run(id, one.body);
      place.run(id, values[0]);
      ids.push(id);
    }
    return ids;
  }

  const commit = database.transaction((batch: FloorBatch, marks: SeenBits) => {
    if (fence.run(batch.cursor).changes !== 1) throw new Error('Somebody else took over');
    const ids = writeDocuments(batch);
    for (const [chunk, bits] of marks.add([...batch.seen, ...ids])) mark.run(slice, chunk, bits);
  });
  const remove = database.transaction((ids: readonly number[]) => {
    const now = Date.now();
    let seq = (takeSeq.get(ids.length, -ids.length) ?? 0) - ids.length;
    for (const id of ids) {
      seq += 1;
      unplace.run(id);
      bury.run(now, seq, now, id);
    }
  });

  return {
    async lookUp(keys) {
      const known = new Map<string, KnownDocument>();
      if (keys.length === 0) return known;
      const statement = lookUps.get(keys.length) ?? prepareLookUp(keys.length);
      for (const [key, id, fingerprint, state] of statement.all(...keys)) {
        known.set(key, { id, fingerprint: fingerprint || null, placed: state === 0 });
      }
      return known;
    },
    async commit(batch, marks) {
      commit.immediate(batch, marks);
    },
    placed: async (after, limit) => listPlaced.all(after, limit),
    async remove(ids) {
      remove.immediate(ids);
    },
    async endPass() {
      database.exec(`DELETE FROM seen_marks WHERE slice_id = ${slice}`);
    },
    async close() {
      database.close();
    },
  };
}
