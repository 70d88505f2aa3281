export { type MysqlSearchIndexOptions, openMysqlSearchIndex } from './mysql/mysql-search-index.ts';
export { openSqliteSearchIndex, type SqliteSearchIndexOptions } from './sqlite/sqlite-search-index.ts';
export { openSqliteSearchReader } from './sqlite/sqlite-search-reader.ts';
