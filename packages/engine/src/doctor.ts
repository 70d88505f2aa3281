import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { AcequiaError, type Check } from '@acequia/core';
import type { SourceManager } from './data-sources.ts';
import type { Parts } from './parts.ts';
import { readConfig } from './workspace/read-config.ts';

type Finding = Omit<Check, 'name' | 'ok'> & { readonly ok?: boolean };

async function check(name: string, look: () => Promise<Finding>): Promise<Check> {
  try {
    return { ok: true, ...(await look()), name };
  } catch (error) {
    const remedy = AcequiaError.isInstance(error) ? error.hint : undefined;
    return { name, ok: false, message: error instanceof Error ? error.message : String(error), remedy };
  }
}

const megabyte = 1024 * 1024;

/** Looks at everything that an installation needs. Changes nothing. */
export async function examine(parts: Parts, manager: SourceManager): Promise<Check[]> {
  const { files, environment, open, catalog, vault: _vault } = parts;
  const checks: Promise<Check>[] = [
    check('node', async () => {
      const major = Number(process.versions.node.split('.')[0]);
      return { ok: major >= 24, message: `Node.js ${process.versions.node}`, remedy: 'Install Node.js 24 or later.' };
    }),
    check('workspace', async () => {
      await access(files.state, constants.W_OK);
      return { message: `${files.folder} can be written` };
    }),
    check('configuration', async () => {
      const config = await readConfig(files.config, environment);
      return { message: `acequia.yaml names ${config.data_sources.length} data sources` };
    }),
    check('database', async () => {
      const [row] = await open.database.reader.all<{ n: number }>('SELECT COUNT(*) AS n FROM data_sources');
      return { message: `${open.database.dialect}, ${row?.n ?? 0} data sources stored` };
    }),
    check('disk', async () => {
      const { bavail, bsize } = await statfs(files.state);
      const free = Math.floor((bavail * bsize) / megabyte);
      return { ok: free > 500, message: `${free} MB free`, remedy: 'Free some space: at least 500 MB are wanted.' };
    }),
    check('encryption key', async () => {
      if (environment.ACEQUIA_ENCRYPTION_KEY) return { message: 'From ACEQUIA_ENCRYPTION_KEY' };
      const { mode } = await stat(files.key);
      return {
        ok: (mode & 0o077) === 0,
        message: `Key file with mode ${(mode & 0o777).toString(8)}`,
        remedy: `chmod 600 ${files.key}`,
      };
    }),
    check('connectors', async () => {
      const entries = await catalog.entries();
      const bad = entries.filter(({ state }) => state !== 'ready');
      return {
        ok: bad.length === 0 && entries.length > 0,
        message:
          entries.map((entry) => `${entry.package} ${entry.version} ${entry.state}`).join(', ') || 'None installed',
        remedy: bad.map((entry) => `${entry.package}: ${entry.reason}`).join(' ') || 'Install a connector package.',
      };
    }),
    check('search index', async () => {
      const lag = await indexLag(parts, manager);
      return { message: lag === 0 ? 'Up to date' : `${lag} changes behind` };
    }),
  ];
  for (const source of await manager.list()) {
    checks.push(
      check(`data source ${source.name}`, async () => {
        const failed = (await manager.validate(source.id)).find(({ ok }) => !ok);
        if (failed) return { ok: false, message: failed.message, remedy: failed.remedy };
        return { message: `${source.totalDocuments} documents, ${source.status}` };
      }),
    );
  }
  const done = await Promise.all(checks);
  return done.map(({ remedy, ...rest }) => (rest.ok ? rest : { ...rest, remedy }));
}

async function indexLag({ open, search }: Parts, manager: SourceManager): Promise<number> {
  let lag = 0;
  for (const { id } of await manager.list()) {
    const [row] = await open.database.reader.all<{ seq: number }>('SELECT seq FROM data_sources WHERE id = ?', [id]);
    lag += Math.max(0, (row?.seq ?? 0) - (await search.position(id)));
  }
  return lag;
}
