import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

/** A place for one database, removed at the end. */
export interface DatabasePlace {
  readonly url: string;
  remove(): Promise<void>;
}

/** Memory where the system offers it: what is tested here is not the disk. */
const fastFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A SQLite file in a folder of its own. */
export function makeSqlitePlace(): DatabasePlace {
  const folder = mkdtempSync(join(fastFolder, 'acequia-sync-'));
  return {
    url: join(folder, 'acequia.db'),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** An empty database on a server. */
export async function makeServerPlace(server: string): Promise<DatabasePlace> {
  const name = `acequia_sync_${process.pid}_${Math.random().toString(36).slice(2)}`;
  await runOnServer(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  return { url: server + name, remove: () => runOnServer(server, `DROP DATABASE ${name}`) };
}

async function runOnServer(url: string, statement: string): Promise<void> {
  const connection = await createConnection(url);
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}
