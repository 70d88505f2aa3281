import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { runTool } from './run-tool.ts';

/**
 * The digests of the files that another program takes out of an archive, by name. Without the empty ones, which are no
 * documents, and with the first name alone of what has several (hard links).
 */
export function unpackIndependently(path: string): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'acequia-unpacked-'));
  try {
    if (path.endsWith('.zip')) runTool('unzip', ['-q', path, '-d', folder]);
    else runTool('tar', ['--extract', '--file', path, '--directory', folder]);
    const seen = new Set<number>();
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .filter((file) => {
        const { ino, size } = statSync(file);
        return size > 0 && !seen.has(ino) && seen.add(ino);
      });
    return new Map(files.map((file) => [relative(folder, file), hash('sha256', readFileSync(file))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
