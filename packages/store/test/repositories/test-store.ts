import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { inject } from 'vitest';
import {
  type DataSourceRecord,
  DataSources,
  deleteDataSource,
  KnowledgeBases,
  type OpenDatabase,
  openDatabase,
} from '../../src/index.ts';

/** A place for one database, removed at the end. */
export interface TestPlace {
  readonly url: string;
  remove(): Promise<void>;
}

/** Where each engine's databases are made for a test file. */
export const engines: readonly { readonly engine: string; makePlace(): Promise<TestPlace> }[] = [
  {
    engine: 'sqlite',
    async makePlace() {
      const folder = mkdtempSync(join(tmpdir(), 'acequia-store-'));
      return {
        url: join(folder, 'acequia.db'),
        remove: async () => rmSync(folder, { recursive: true, force: true }),
      };
    },
  },
  {
    engine: 'mariadb',
    async makePlace() {
      const name = `acequia_store_${process.pid}_${Math.random().toString(36).slice(2)}`;
      const server = inject('mariadbUrl');
      await runOnServer(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
      return { url: server + name, remove: () => runOnServer(server, `DROP DATABASE ${name}`) };
    },
  },
];

async function runOnServer(url: string, statement: string): Promise<void> {
  const connection = await createConnection(url);
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}

/** A clock that stands still until it is told otherwise. */
interface StillClock {
  time: number;
  now(): number;
  sleep(): Promise<void>;
}

function stillClock(): StillClock {
  return {
    time: 1_800_000_000_000,
    now() {
      return this.time;
    },
    sleep: async () => undefined,
  };
}

/** An open database with one tenant (1), another (2), and what tests make in them. */
export interface TestStore {
  readonly open: OpenDatabase;
  readonly clock: StillClock;
  readonly url: string;
  /** A data source with a name of its own. */
  makeSource(tenantId?: number): Promise<DataSourceRecord>;
  /** Deletes it, as an application would. */
  deleteSource(dataSourceId: number, tenantId?: number): Promise<void>;
  close(): Promise<void>;
}

export async function openTestStore(makePlace: () => Promise<TestPlace>): Promise<TestStore> {
  const place = await makePlace();
  const open = await openDatabase(place.url);
  const clock = stillClock();
  await open.database.transaction((sql) =>
    sql.insert('tenants', ['id', 'name', 'created_at'], [[2, 'other', clock.now()]]),
  );
  let made = 0;
  return {
    open,
    clock,
    url: place.url,
    async makeSource(tenantId = 1) {
      made += 1;
      const name = `source ${made}`;
      const bases = new KnowledgeBases(open, tenantId, clock);
      const base = (await bases.find('base')) ?? (await bases.create('base'));
      return new DataSources(open, tenantId, clock).create({
        name,
        knowledgeBaseId: base.id,
        type: 'test',
        settings: {},
        picks: [],
        filters: {},
      });
    },
    deleteSource: (dataSourceId, tenantId = 1) =>
      deleteDataSource({ database: open.database, clock, tenantId, dataSourceId }),
    async close() {
      await open.close();
      await place.remove();
    },
  };
}
