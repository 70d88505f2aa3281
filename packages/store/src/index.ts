export { openDatabase, type OpenDatabase } from './sql/open-database.ts';
export { chunksForIn, type Database, type Dialect, marks, type Sql, type SqlValue } from './sql/sql.ts';
export { openSqliteReader, sqliteStatements } from './sql/sqlite-database.ts';
export { type BeginSyncOptions, beginSync, finishSync, SyncRunning, type SyncTrigger } from './sync/begin-sync.ts';
export { newOwner } from './sync/owner.ts';
export { sqlSyncStore } from './sync/sql-sync-store.ts';
export type { SyncScope } from './sync/sync-scope.ts';
