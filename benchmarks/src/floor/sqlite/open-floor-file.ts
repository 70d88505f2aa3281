import Database from 'better-sqlite3';

/** Opens a file with what costs or saves the most set as the engine sets it. */
export function openFloorFile(file: string, synchronous: 'FULL' | 'NORMAL'): Database.Database {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma(`synchronous = ${synchronous}`);
  database.pragma('wal_autocheckpoint = 10000');
  database.pragma('cache_size = -32768');
  return database;
}
