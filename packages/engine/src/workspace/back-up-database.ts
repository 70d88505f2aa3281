import { copyFile, stat } from 'node:fs/promises';

/**
 * Copies the database file before its schema changes, next to it with the date in its name. The file is not in use yet:
 * it was opened, but nothing was written.
 */
export async function backUpDatabase(file: string, now: number): Promise<void> {
  const date = new Date(now).toISOString().replace(/[:.]/g, '-');
  for (const suffix of ['', '-wal']) {
    if (await stat(file + suffix).catch(() => undefined)) {
      await copyFile(file + suffix, `${file}.backup-${date}${suffix}`);
    }
  }
}
