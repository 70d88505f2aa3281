import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { extname, join } from 'node:path';
import { SourceError } from '@acequia/core';
import { expect, it } from 'vitest';
import { makeExtractor } from './extracting.ts';

const store = realpathSync(new URL('../../../node_modules/.pnpm', import.meta.url));
const perEnding = 40;
const endings = new Set([
  '',
  '.md',
  '.txt',
  '.html',
  '.json',
  '.ts',
  '.js',
  '.map',
  '.yml',
  '.css',
  '.svg',
  '.png',
  '.node',
  '.wasm',
]);

/** Real documents of many kinds: some of each ending from the installed packages. */
function findDocuments(): string[] {
  const found = new Map<string, string[]>();
  const folders = [store];
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) folders.push(join(folder, entry.name));
      if (!entry.isFile() || !endings.has(extname(entry.name))) continue;
      const paths = found.get(extname(entry.name)) ?? [];
      if (paths.length < perEnding) paths.push(join(folder, entry.name));
      found.set(extname(entry.name), paths);
    }
    if (folders.length > 5000) folders.length = 5000;
  }
  return [...found.values()].flat();
}

it('reads real documents or says why not', async () => {
  const extractor = makeExtractor({ workers: 2 });
  const paths = findDocuments();
  expect(paths.length).toBeGreaterThan(250);
  const kinds = new Map<string, number>();
  for (const path of paths) {
    const bytes = new Uint8Array(readFileSync(path));
    const empty = bytes.length === 0;
    const outcome = await extractor.extract({ bytes, title: path }).catch((error: unknown) => error);
    if (SourceError.isInstance(outcome)) {
      expect(['unsupported', 'unreadable', 'too-large'], `${path}: ${outcome.message}`).toContain(outcome.kind);
      kinds.set(outcome.kind, (kinds.get(outcome.kind) ?? 0) + 1);
      continue;
    }
    expect(outcome, path).toMatchObject({ markdown: expect.any(String), mime: expect.stringContaining('/') });
    const { markdown } = outcome as { markdown: string };
    expect(markdown.isWellFormed() && !/[\0\r]/.test(markdown) && (empty || markdown.trim() !== ''), path).toBe(true);
    kinds.set('read', (kinds.get('read') ?? 0) + 1);
  }
  expect(kinds.get('read')).toBeGreaterThan(200);
}, 30_000);
