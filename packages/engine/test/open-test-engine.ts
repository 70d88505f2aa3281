import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'mysql2/promise';
import { inject } from 'vitest';
import { createEngine, type Engine, type EngineOptions } from '../src/index.ts';

/** The engines that each test runs on. */
export const databases = ['sqlite', 'mariadb'] as const;

/** A workspace with a folder of documents beside it, in a temporary folder. */
export interface TestWorkspace {
  readonly workspace: string;
  /** The documents. */
  readonly folder: string;
  open(options?: Pick<EngineOptions, 'indexing' | 'environment'>): Promise<Engine>;
  /** Writes documents: path to text. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  delete(...paths: string[]): Promise<void>;
  remove(): Promise<void>;
}

const host = fileURLToPath(new URL('../../../apps/cli/package.json', import.meta.url));
let count = 0;

async function freshDatabase(): Promise<string> {
  count += 1;
  const url = inject('mariadbUrl');
  const name = `engine_${process.pid}_${count}`;
  const connection = await createConnection(url);
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  await connection.end();
  return url + name;
}

/** Makes the folders; nothing is opened yet. */
export async function createTestWorkspace(database: (typeof databases)[number]): Promise<TestWorkspace> {
  const root = await mkdtemp(join(tmpdir(), 'acequia-engine-'));
  const workspace = join(root, 'workspace');
  const folder = join(root, 'documents');
  await mkdir(folder);
  const databaseUrl = database === 'mariadb' ? await freshDatabase() : undefined;
  const opened: Engine[] = [];
  return {
    workspace,
    folder,
    async open(options) {
      const engine = await createEngine({ workspace, host, environment: {}, databaseUrl, ...options });
      opened.push(engine);
      return engine;
    },
    async write(files) {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
    },
    async delete(...paths) {
      for (const path of paths) await rm(join(folder, path), { recursive: true });
    },
    async remove() {
      for (const engine of opened) await engine.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
