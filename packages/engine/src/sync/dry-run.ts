import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AcequiaError, type AnyConnector, type Extractor, type Wanted } from '@acequia/core';
import { openDatabase, type SyncLogRecord, SyncLogs } from '@acequia/store';
import type { Parts } from '../parts.ts';
import { tenantId } from '../tenant.ts';
import { type SyncDataSourceOptions, syncDataSource } from './sync-data-source.ts';

/** The connector, but nothing is downloaded: every content that is wanted comes back empty. */
function withoutContents(connector: AnyConnector): AnyConnector {
  return {
    ...connector,
    async *fetchContent(_context: unknown, wanted: readonly Wanted[]) {
      for (const { id } of wanted) yield { id, body: '' };
    },
  };
}

function withoutTexts({ revision }: Extractor): Extractor {
  return {
    revision,
    extract: async () => ({ markdown: '', mime: 'text/plain', warnings: [] }),
    close: async () => undefined,
  };
}

/**
 * Runs a sync on a copy of the database that is thrown away: the listing is read, contents are not, and nothing is
 * written. What it counts is what a sync would do now.
 *
 * @throws AcequiaError `unsupported` where the database is a server
 */
export async function dryRun(
  { open, files }: Parts,
  options: Omit<SyncDataSourceOptions, 'database'>,
): Promise<SyncLogRecord> {
  if (open.file === undefined) {
    throw new AcequiaError('unsupported', 'A dry run needs the embedded database', {
      hint: 'Try it in a workspace without ACEQUIA_DATABASE_URL.',
    });
  }
  const file = join(files.state, `dry-run-${process.pid}-${randomBytes(4).toString('hex')}.db`);
  try {
    await open.database.reader.run('VACUUM INTO ?', [file]);
    const copy = await openDatabase(file);
    try {
      const { connector, extractor } = options;
      const id = await syncDataSource({
        ...options,
        database: copy.database,
        connector: withoutContents(connector),
        extractor: withoutTexts(extractor),
      });
      const log = await new SyncLogs(copy.database, tenantId).find(id);
      if (!log) throw new AcequiaError('not_found', 'The dry run left no record');
      return log;
    } finally {
      await copy.close();
    }
  } finally {
    for (const suffix of ['', '-wal', '-shm']) await rm(file + suffix, { force: true });
  }
}
