import { chunksToIndex, createTermIndexer } from '@acequia/knowledge';
import { createConnection, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import type { PreparedWork } from '../../measure/prepared-work.ts';

const perPage = 2000;
const perStatement = 500;
const encode = createTermIndexer('xq');

const schema = `
  CREATE TABLE IF NOT EXISTS floor_positions (data_source_id INT PRIMARY KEY, seq BIGINT NOT NULL) ENGINE=InnoDB;
  CREATE TABLE IF NOT EXISTS floor_chunks (
    FTS_DOC_ID BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, document_id BIGINT NOT NULL, ordinal INT NOT NULL,
    chunk_key VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, title TEXT NOT NULL, headings MEDIUMTEXT NOT NULL,
    text MEDIUMTEXT NOT NULL, terms MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    KEY floor_chunk_document (document_id), FULLTEXT KEY floor_chunk_terms (terms)) ENGINE=InnoDB CHARSET=utf8mb4;
  INSERT IGNORE INTO floor_positions VALUES (1, 0);
`;

/** Follows the floor's change log into InnoDB's full text with plain SQL. */
export async function openMysqlIndexFloor(url: string): Promise<PreparedWork> {
  const connection = await createConnection({ uri: url, multipleStatements: true });
  await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  await connection.query(schema);

  async function write(page: readonly RowDataPacket[]): Promise<{ added: number; removed: number }> {
    await connection.query('BEGIN');
    await connection.query('SELECT seq FROM floor_positions FOR UPDATE');
    const [{ affectedRows: removed }] = await connection.query<ResultSetHeader>(
      'DELETE FROM floor_chunks WHERE document_id IN (?)',
      [page.map(({ id }) => id)],
    );
    const rows = page
      .filter(({ deleted_at }) => deleted_at === null)
      .flatMap(({ id, title, markdown }) => {
        const head = Array(4).fill(encode(title)).join(' ');
        return chunksToIndex(markdown ?? '').map(({ id: key, ordinal, headings, text }) => {
          const path = encode(headings.join('\n'));
          const terms = [head, path, path, encode(text)].join(' ');
          return [id, ordinal, key, title, JSON.stringify(headings), text, terms];
        });
      });
    for (let start = 0; start < rows.length; start += perStatement) {
      await connection.query(
        'INSERT INTO floor_chunks (document_id, ordinal, chunk_key, title, headings, text, terms) VALUES ?',
        [rows.slice(start, start + perStatement)],
      );
    }
    await connection.query('UPDATE floor_positions SET seq = ?', [page.at(-1)?.seq]);
    await connection.query('COMMIT');
    return { added: rows.length, removed };
  }

  return {
    async run() {
      const work = { created: 0, unchanged: 0, updated: 0, deleted: 0 };
      const [[start]] = await connection.query<RowDataPacket[]>('SELECT seq FROM floor_positions');
      for (let after = Number(start?.seq ?? 0); ; ) {
        const [page] = await connection.query<RowDataPacket[]>(
          `SELECT d.seq, d.id, d.deleted_at, d.title, b.markdown FROM documents d LEFT JOIN bodies b ON b.document_id = d.id
           WHERE d.data_source_id = 1 AND d.seq > ? ORDER BY d.seq LIMIT ${perPage}`,
          [after],
        );
        const last = page.at(-1);
        if (!last) return work;
        const { added, removed } = await write(page);
        work.created += added;
        work.deleted += removed;
        after = Number(last.seq);
      }
    },
    close: () => connection.end(),
  };
}
