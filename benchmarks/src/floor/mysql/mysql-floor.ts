import { createConnection, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import type { FloorBatch, FloorDocument, FloorStore, KnownDocument } from '../floor-store.ts';
import { mysqlFloorSchema } from './mysql-floor-schema.ts';

type Value = string | number | Uint8Array | null;

const source = 1;
const slice = 1;
const perStatement = 500;

const bytes = (digest: string | null) => (digest === null ? null : Buffer.from(digest, 'hex'));

function* parts<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += perStatement) yield items.slice(start, start + perStatement);
}

/** Plain SQL on mysql2: prepared statements of many rows, on one connection. */
export async function openMysqlFloor(url: string): Promise<FloorStore> {
  const connection = await createConnection({ uri: url, multipleStatements: true });
  await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  await connection.query(mysqlFloorSchema);
  const reading = await createConnection({ uri: url });

  async function insert(table: string, columns: readonly string[], rows: readonly Value[][], tail = '') {
    const ids: number[] = [];
    for (const some of parts(rows)) {
      const row = `(${columns.map(() => '?').join(',')})`;
      const statement = `INSERT INTO ${table} (${columns.join(',')}) VALUES ${some.map(() => row).join(',')}${tail}`;
      const [{ insertId }] = await connection.execute<ResultSetHeader>(statement, some.flat());
      for (let i = 0; i < some.length; i += 1) ids.push(insertId + i);
    }
    return ids;
  }

  const replacing = (columns: readonly string[]) =>
    ` ON DUPLICATE KEY UPDATE ${columns.map((name) => `${name} = VALUES(${name})`).join(',')}`;

  async function transaction(work: () => Promise<void>): Promise<void> {
    await connection.query('BEGIN');
    try {
      await work();
      await connection.query('COMMIT');
    } catch (error) {
      await connection.query('ROLLBACK');
      throw error;
    }
  }

  async function takeSeq(count: number, documents: number): Promise<number> {
    await connection.execute('UPDATE sources SET seq = seq + ?, documents = documents + ? WHERE id = ?', [
      count,
      documents,
      source,
    ]);
    const [rows] = await connection.execute<RowDataPacket[]>('SELECT seq FROM sources WHERE id = ?', [source]);
    return Number(rows[0]?.seq) - count;
  }

  async function writeDocuments({ inserted, updated }: FloorBatch): Promise<number[]> {
    const count = inserted.length + updated.length;
    if (count === 0) return [];
    let seq = await takeSeq(count, inserted.filter(({ container }) => !container).length);
    const now = Date.now();
    const values = (one: FloorDocument): Value[] => {
      seq += 1;
      const { key, fingerprint, id, parentKey, container, version, title, size, modifiedAt, bodyHash } = one;
      const head = [source, bytes(key), bytes(fingerprint), id, bytes(parentKey), container ? 1 : 0];
      return [...head, version, title, size, modifiedAt, bytes(bodyHash), seq, now, now];
    };
    const columns = [
      ...['data_source_id', 'id_key', 'fingerprint', 'native_id', 'parent_key', 'container', 'version', 'title'],
      ...['size', 'modified_at', 'content_hash', 'seq', 'created_at', 'updated_at'],
    ];
    const fresh = await insert('documents', columns, inserted.map(values));
    const changed = updated.map(([id, one]): Value[] => [id, null, ...values(one)]);
    await insert(
      'documents',
      ['id', 'deleted_at', ...columns],
      changed,
      replacing(['deleted_at', ...columns.slice(2)]),
    );
    const written: (readonly [number, FloorDocument])[] = [
      ...inserted.map((one, i) => [fresh[i] ?? 0, one] as const),
      ...updated,
    ];
    const bodies = written.flatMap(([id, { body }]): Value[][] => (body === null ? [] : [[id, body]]));
    await insert('bodies', ['document_id', 'markdown'], bodies, updated.length > 0 ? replacing(['markdown']) : '');
    const places = written.map(([id, { parentKey }]): Value[] => [slice, id, 0, bytes(parentKey)]);
    const tail = updated.length > 0 ? replacing(['state', 'parent_key']) : '';
    await insert('placements', ['slice_id', 'document_id', 'state', 'parent_key'], places, tail);
    return written.map(([id]) => id);
  }

  return {
    async lookUp(keys) {
      const known = new Map<string, KnownDocument>();
      if (keys.length === 0) return known;
      const [rows] = await reading.execute<RowDataPacket[][]>(
        {
          sql: `SELECT LOWER(HEX(d.id_key)), d.id, LOWER(HEX(d.fingerprint)), p.state FROM documents d
                LEFT JOIN placements p ON p.slice_id = ${slice} AND p.document_id = d.id
                WHERE d.data_source_id = ${source} AND d.id_key IN (${keys.map(() => '?').join(',')})`,
          rowsAsArray: true,
        },
        keys.map(bytes),
      );
      for (const [key, id, fingerprint, state] of rows) {
        known.set(String(key), {
          id: Number(id),
          fingerprint: fingerprint === null ? null : String(fingerprint),
          placed: Number(state ?? 1) === 0,
        });
      }
      return known;
    },
    commit: (batch, marks) =>
      transaction(async () => {
        const [{ affectedRows }] = await connection.execute<ResultSetHeader>(
          `UPDATE slices SET cursor_json = ?, heartbeat = heartbeat + 1 WHERE id = ${slice} AND token = 1`,
          [batch.cursor],
        );
        if (affectedRows !== 1) throw new Error('Somebody else took over');
        const ids = await writeDocuments(batch);
        const changed = [...marks.add([...batch.seen, ...ids])].map(([chunk, bits]): Value[] => [slice, chunk, bits]);
        await insert('seen_marks', ['slice_id', 'chunk', 'bits'], changed, replacing(['bits']));
      }),
    async placed(after, limit) {
      const [rows] = await reading.execute<RowDataPacket[]>(
        `SELECT document_id AS id FROM placements WHERE slice_id = ${slice} AND state = 0 AND document_id > ? ORDER BY document_id LIMIT ${limit}`,
        [after],
      );
      return rows.map(({ id }) => Number(id));
    },
    remove: (ids) =>
      transaction(async () => {
        const now = Date.now();
        const before = await takeSeq(ids.length, -ids.length);
        const list = ids.map(() => '?').join(',');
        await connection.execute(`DELETE FROM placements WHERE slice_id = ${slice} AND document_id IN (${list})`, [
          ...ids,
        ]);
        // One statement, in the order of the rows, gives each its place in the log.
        await connection.query(
          `SET @seq = ?; UPDATE documents SET deleted_at = ?, fingerprint = NULL, updated_at = ?, seq = (@seq := @seq + 1)
           WHERE id IN (?) AND NOT EXISTS (SELECT 1 FROM placements p WHERE p.document_id = documents.id) ORDER BY id`,
          [before, now, now, ids],
        );
      }),
    async endPass() {
      await connection.query(`DELETE FROM seen_marks WHERE slice_id = ${slice}`);
    },
    async close() {
      await Promise.all([connection.end(), reading.end()]);
    },
  };
}
