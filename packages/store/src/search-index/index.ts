export { type MysqlSearchIndexOptions, openMysqlSearchIndex } from './mysql/mysql-search-index.ts';
export { openSqliteSearchIndex, type SqliteSearchIndexOptions } from './sqlite/sqlite-search-index.ts';
