import type Database from 'better-sqlite3';

/** The position of a data source; 0 when the index does not have it. */
export function readPosition(database: Database.Database, dataSourceId: number): number {
  const sql = 'SELECT position FROM data_sources WHERE data_source_id = ?';
  return database.prepare<[number], { position: number }>(sql).get(dataSourceId)?.position ?? 0;
}

/** Data sources with a position above 0, ascending. */
export function readDataSources(database: Database.Database): number[] {
  const sql =
    'SELECT data_source_id AS id FROM data_sources WHERE data_source_id IS NOT NULL AND position > 0 ORDER BY data_source_id';
  return database
    .prepare<[], { id: number }>(sql)
    .all()
    .map(({ id }) => id);
}
