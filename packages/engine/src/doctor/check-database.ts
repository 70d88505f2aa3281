import { stat } from 'node:fs/promises';
import type { Check } from '@acequia/core';
import type { SourceManager } from '../data-sources.ts';
import type { Parts } from '../parts.ts';
import { check } from './check.ts';
import { count } from './count.ts';

const minute = 60_000;
const megabyte = 1024 * 1024;
/** Bytes. A file of this size is read through in a few seconds. */
const largestChecked = 2 * 1024 * megabyte;

/** Looks at the database and at what it keeps: secrets and times. */
export function checkDatabase(parts: Parts, manager: SourceManager): Promise<Check>[] {
  const { open, clock, environment, files } = parts;
  const { reader, dialect } = open.database;
  return [
    check('database', async () => {
      const [row] = await reader.all<{ n: number }>('SELECT COUNT(*) AS n FROM data_sources');
      return { message: `${dialect}, ${count(Number(row?.n ?? 0), 'data source')} stored` };
    }),
    check('integrity', () => (open.file === undefined ? checkServer(parts) : checkFile(parts, open.file))),
    check('clock', async () => {
      const [row] = await reader.all<{ at: number | null }>('SELECT MAX(started_at) AS at FROM sync_logs');
      const ahead = Number(row?.at ?? 0) - clock.now();
      return {
        ok: ahead < minute,
        message:
          ahead < minute
            ? new Date(clock.now()).toISOString()
            : `The latest sync is ${Math.round(ahead / minute)} minutes in the future`,
        remedy: 'Set the clock of this machine (NTP): retries and schedules go by it.',
      };
    }),
    check('encryption key', async () => {
      if (environment.ACEQUIA_ENCRYPTION_KEY) return { message: 'From ACEQUIA_ENCRYPTION_KEY' };
      const { mode } = await stat(files.key);
      return {
        ok: process.platform === 'win32' || (mode & 0o077) === 0,
        message: `Key file with mode ${(mode & 0o777).toString(8)}`,
        remedy: `chmod 600 '${files.key}'`,
      };
    }),
    check('credentials', async () => {
      const sources = await manager.list();
      // Throws for the first one that no key opens.
      for (const { id } of sources) await manager.secrets(id);
      const kept = sources.filter(({ credentialsConfigured }) => credentialsConfigured).length;
      return { message: `${kept} kept, all open with the key` };
    }),
  ];
}

async function checkFile({ open }: Parts, file: string) {
  const { size } = await stat(file);
  const shown = `${Math.ceil(size / megabyte)} MB`;
  if (size > largestChecked) return { message: `${shown}: too large to be looked through here` };
  const rows = await open.database.reader.all<{ quick_check: string }>('PRAGMA quick_check(1)');
  const [{ quick_check: found = 'no answer' } = {}] = rows;
  const remedy = 'Restore the file from a backup, or move it away and sync again.';
  return { ok: found === 'ok', message: found === 'ok' ? `${shown}, sound` : found, remedy };
}

/** What a text may be long at most hangs on this. */
async function checkServer({ open }: Parts) {
  const [row] = await open.database.reader.all<{ version: string; packet: number }>(
    'SELECT VERSION() AS version, @@max_allowed_packet AS packet',
  );
  const packet = Math.floor(Number(row?.packet ?? 0) / megabyte);
  return {
    ok: packet >= 16,
    message: `${row?.version}, max_allowed_packet ${packet} MB`,
    remedy: 'Set max_allowed_packet to at least 16M on the server: texts of more than half of it are skipped.',
  };
}
