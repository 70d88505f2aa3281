import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentDetails } from '@acequia/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeExport } from '../../src/export/write-export.ts';
import { TemporaryWorkspace } from '../command/temporary-workspace.ts';

let place: TemporaryWorkspace;
let target: string;

beforeEach(() => {
  place = new TemporaryWorkspace();
  target = join(place.folder, 'out');
});
afterEach(() => place.remove());

const document = (id: number, path: string, markdown?: string): DocumentDetails => ({
  id,
  sourceId: path,
  dataSource: 'share',
  title: path.split('/').at(-1) ?? '',
  path,
  container: false,
  content: markdown === undefined ? 'none' : 'ready',
  notes: [],
  updatedAt: 1,
  fields: { project: 'acequia' },
  authors: ['ann'],
  links: [],
  markdown,
});

async function* stored(...documents: DocumentDetails[]): AsyncGenerator<DocumentDetails> {
  yield* documents;
}

const write = (documents: AsyncIterable<DocumentDetails>, more: Partial<Parameters<typeof writeExport>[1]> = {}) =>
  writeExport(documents, {
    directory: target,
    overwrite: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...more,
  });

const readMetadata = () =>
  readFileSync(join(target, 'documents.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('writeExport', () => {
  it('writes each text to a file, and what is known about all to one list', async () => {
    const exported = await write(stored(document(1, 'a/plan.md', '# Plan\n'), document(2, 'a/picture.png')));
    expect(exported).toEqual({ directory: target, documents: 2, files: 1, bytes: 7 });
    expect(readFileSync(join(target, 'share/a/plan.md'), 'utf8')).toBe('# Plan\n');
    const [plan, picture] = readMetadata();
    expect(plan).toMatchObject({ file: 'share/a/plan.md', id: 1, authors: ['ann'], fields: { project: 'acequia' } });
    expect(plan).not.toHaveProperty('markdown');
    expect(picture).toMatchObject({ id: 2, content: 'none' });
    expect(picture).not.toHaveProperty('file');
  });

  it('writes into an empty folder, and into another one only when told to', async () => {
    mkdirSync(target);
    await write(stored(document(1, 'a.md', 'old')));
    place.write('out/mine.txt', 'mine');
    await expect(write(stored(document(1, 'a.md', 'new')))).rejects.toMatchObject({
      code: 'directory_not_empty',
      hint: expect.stringContaining('--overwrite'),
    });
    expect(readFileSync(join(target, 'share/a.md'), 'utf8')).toBe('old');
    await write(stored(document(1, 'a.md', 'new')), { overwrite: true });
    expect(readFileSync(join(target, 'share/a.md'), 'utf8')).toBe('new');
    expect(readFileSync(join(target, 'mine.txt'), 'utf8')).toBe('mine');
  });

  it.each([
    ['a file', 'share/a.md', 'a.md'],
    ['a folder', 'share/deep', 'deep/a.md'],
    ['the list', 'documents.jsonl', 'a.md'],
  ])('writes through no link that stands for %s', async (_what, link, path) => {
    place.write('elsewhere/a.md', 'untouched');
    mkdirSync(join(target, 'share'), { recursive: true });
    const aim = path === 'deep/a.md' ? 'elsewhere' : 'elsewhere/a.md';
    symlinkSync(join(place.folder, aim), join(target, link));
    await expect(write(stored(document(1, path, 'harm')), { overwrite: true })).rejects.toMatchObject({
      code: 'directory_not_writable',
    });
    expect(readFileSync(join(place.folder, 'elsewhere/a.md'), 'utf8')).toBe('untouched');
  });

  it('refuses a folder that cannot be made', async () => {
    place.write('file', '');
    const directory = join(place.folder, 'file', 'out');
    await expect(write(stored(), { directory })).rejects.toMatchObject({ code: 'directory_not_writable' });
  });

  it('stops between two documents when it is interrupted; the list names what was written', async () => {
    const stop = new AbortController();
    async function* interrupted() {
      yield document(1, 'a.md', 'alpha');
      stop.abort();
      yield document(2, 'b.md', 'beta');
    }
    await expect(write(interrupted(), { signal: stop.signal })).rejects.toThrow();
    expect(existsSync(join(target, 'share/b.md'))).toBe(false);
    expect(readMetadata().map(({ file }) => file)).toEqual(['share/a.md']);
  });
});
