import { AcequiaError } from '@acequia/core';
import type { Connection, Pool, RowDataPacket } from 'mysql2/promise';
import { searchSchemaVersion } from '../schema-version.ts';
import { withConnection } from './with-connection.ts';

const lock = 'acequia-search-tables';
const lockSeconds = 60;
const tables = ['search_chunks', 'search_documents', 'search_data_sources', 'search_version'];
const textType = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL';

/**
 * `search_data_sources.id` is the scope of a data source; a scope without a data source was removed and waits to be emptied.
 * `terms` has encoded words only, so ASCII is enough, and neither minimal token size nor stop words of the server matter.
 */
const definitions = [
  'CREATE TABLE search_version (version INT NOT NULL PRIMARY KEY) ENGINE=InnoDB',
  `CREATE TABLE search_data_sources (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, data_source_id BIGINT NULL, position BIGINT NOT NULL,
    chunks BIGINT NOT NULL, UNIQUE KEY search_data_source (data_source_id)) ENGINE=InnoDB`,
  `CREATE TABLE search_documents (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, scope BIGINT NOT NULL, document_id BIGINT NOT NULL,
    title TEXT ${textType}, UNIQUE KEY search_document (scope, document_id)) ENGINE=InnoDB`,
  `CREATE TABLE search_chunks (
    FTS_DOC_ID BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, scope BIGINT NOT NULL, document BIGINT NOT NULL,
    ordinal INT NOT NULL, chunk_key VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    headings MEDIUMTEXT ${textType}, text MEDIUMTEXT ${textType},
    terms MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    KEY search_chunk_scope (scope), KEY search_chunk_document (document), FULLTEXT KEY search_chunk_terms (terms)) ENGINE=InnoDB`,
];

/** Makes the tables when they are missing or of another version. Several processes may call it at once. */
export async function createTables(pool: Pool, options: { evenIfCurrent: boolean }): Promise<void> {
  await withConnection(pool, async (connection) => {
    await requireDefaultEscapes(connection);
    await connection.query('SELECT GET_LOCK(?, ?)', [lock, lockSeconds]);
    try {
      if (!options.evenIfCurrent && (await hasCurrentTables(connection))) return;
      for (const table of tables) await connection.query(`DROP TABLE IF EXISTS ${table}`);
      for (const definition of definitions) await connection.query(definition);
      // Last: a creation that is cut short begins again.
      await connection.query('INSERT INTO search_version (version) VALUES (?)', [searchSchemaVersion()]);
    } finally {
      await connection.query('SELECT RELEASE_LOCK(?)', [lock]);
    }
  });
}

async function hasCurrentTables(connection: Connection): Promise<boolean> {
  const [found] = await connection.query<RowDataPacket[]>("SHOW TABLES LIKE 'search\\_%'");
  const names = new Set(found.flatMap((row) => Object.values(row).map(String)));
  if (!tables.every((table) => names.has(table))) return false;
  const [rows] = await connection.query<RowDataPacket[]>('SELECT version FROM search_version');
  return rows.length === 1 && Number(rows[0]?.version) === searchSchemaVersion();
}

/** Values are escaped with backslashes by the client. */
async function requireDefaultEscapes(connection: Connection): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT @@sql_mode AS mode');
  if (String(rows[0]?.mode).includes('NO_BACKSLASH_ESCAPES')) {
    throw new AcequiaError(
      'search-index-sql-mode',
      'The search index does not work with the SQL mode NO_BACKSLASH_ESCAPES.',
      {
        hint: 'Take it out of sql_mode, for this server or for the connections of this database URL.',
      },
    );
  }
}
