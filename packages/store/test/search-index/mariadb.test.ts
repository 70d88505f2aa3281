import mysql from 'mysql2/promise';
import { afterAll, inject } from 'vitest';
import { openMysqlSearchIndex } from '../../src/search-index/index.ts';
import { describeFollowing } from './describe-following.ts';
import { describeSearchIndex } from './describe-search-index.ts';

const database = `acequia_search_${process.pid}`;
const pools: mysql.Pool[] = [];

afterAll(async () => {
  await pools[0]?.query(`DROP DATABASE IF EXISTS ${database}`);
  for (const pool of pools) await pool.end();
});

const open = async () => {
  const connection = await mysql.createConnection(inject('mariadbUrl'));
  await connection.query(`CREATE DATABASE IF NOT EXISTS ${database}`);
  await connection.end();
  const pool = mysql.createPool({ uri: inject('mariadbUrl') + database, connectionLimit: 4 });
  pools.push(pool);
  return openMysqlSearchIndex({ pool });
};

describeSearchIndex('mariadb', open);
describeFollowing('mariadb', open);
