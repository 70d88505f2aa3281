import type { Measurement } from '../measure/measurement.ts';
import type { PreparedWork } from '../measure/prepared-work.ts';
import { openMysqlIndexFloor } from './mysql/mysql-index-floor.ts';
import { openSqliteIndexFloor } from './sqlite/sqlite-index-floor.ts';

/** The same chunks and terms as ours, written as directly as it goes. */
export async function indexFloor({ engine, database, indexFile }: Measurement): Promise<PreparedWork> {
  return engine === 'sqlite' ? openSqliteIndexFloor(database, indexFile) : openMysqlIndexFloor(database);
}
