import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { ExtractedChild } from '@acequia/core';
import { packTar } from 'modern-tar';
import { expect, it } from 'vitest';
import { extract, extractor, failureOf } from './extracting.ts';
import { makeDocx, paragraph } from './make-docx.ts';
import { makeZip, zipOf } from './make-zip.ts';

const february = Date.UTC(2024, 1, 29, 12, 30, 10);

function textsOf(children: readonly ExtractedChild[] = []): Record<string, string> {
  return Object.fromEntries(children.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]));
}

async function makeTar(files: Readonly<Record<string, string>>): Promise<Uint8Array<ArrayBuffer>> {
  const entries = Object.entries(files).map(([name, body]) => ({
    header: { name, size: Buffer.byteLength(body), mtime: new Date(february) },
    body,
  }));
  return new Uint8Array(await packTar(entries));
}

const files = { 'a/b.md': '# b', 'a/c.txt': 'c', 'empty.txt': '' };

it('lists the files of a zip and gives them as children', async () => {
  const { markdown, mime, children, fields, warnings } = await extract(zipOf({ ...files, 'a/': '', '.DS_Store': 'x' }));
  expect([markdown, mime, fields, warnings]).toEqual([
    '- a/b.md\n- a/c.txt\n- empty.txt',
    'application/zip',
    { files: 3 },
    [],
  ]);
  expect(textsOf(children)).toEqual({ 'a/b.md': '# b', 'a/c.txt': 'c' });
  expect(children?.[0]?.modifiedAt).toBe(february);
});

it('passes over what stands behind a zip', async () => {
  const { markdown, children } = await extract(
    new Uint8Array(Buffer.concat([zipOf(files), Buffer.from('\r\n\0-- \n')])),
  );
  expect(markdown).toBe('- a/b.md\n- a/c.txt\n- empty.txt');
  expect(textsOf(children)).toEqual({ 'a/b.md': '# b', 'a/c.txt': 'c' });
});

it.each([
  ['tar', (bytes: Uint8Array) => bytes, 'application/x-tar'],
  ['gzip', (bytes: Uint8Array) => gzipSync(bytes), 'application/gzip'],
  ['zstd', (bytes: Uint8Array) => zstdCompressSync(bytes), 'application/zstd'],
  [
    'gzip in parts',
    (bytes: Uint8Array) => Buffer.concat([gzipSync(bytes.subarray(0, 100)), gzipSync(bytes.subarray(100))]),
    'application/gzip',
  ],
])('reads a tar in %s', async (_name, pack, mime) => {
  const outcome = await extract(new Uint8Array(pack(await makeTar(files))), 'x.pdf');
  expect([outcome.markdown, outcome.mime]).toEqual(['- a/b.md\n- a/c.txt\n- empty.txt', mime]);
  expect(textsOf(outcome.children)).toEqual({ 'a/b.md': '# b', 'a/c.txt': 'c' });
  expect(outcome.children?.[0]?.modifiedAt).toBe(Date.UTC(2024, 1, 29, 12, 30, 10));
});

it('gives a compressed file under its own name', async () => {
  const { markdown, children } = await extract(new Uint8Array(gzipSync('x,y\n1,2')), 'data/table.csv.gz');
  expect([markdown, textsOf(children)]).toEqual(['- table.csv', { 'table.csv': 'x,y\n1,2' }]);
});

it('reads a child further down, and its children, and no deeper', async () => {
  const inner = await makeTar({ 'c.txt': 'deep' });
  const middle = zipOf({ 'inner.tar': inner });
  const outer = zipOf({ 'middle.zip': middle, 'x.docx': makeDocx(paragraph('Word')) });
  const first = await extract(outer);
  expect(first.children?.map(({ name }) => name)).toEqual(['middle.zip', 'x.docx']);
  expect((await extract(first.children?.[1]?.bytes ?? new Uint8Array(), 'x.docx')).markdown).toBe('Word');
  const second = await extractor().extract({ bytes: first.children?.[0]?.bytes ?? new Uint8Array(), depth: 1 });
  expect(second.children?.map(({ name }) => name)).toEqual(['inner.tar']);
  const third = await failureOf(
    extractor().extract({ bytes: second.children?.[0]?.bytes ?? new Uint8Array(), depth: 2 }),
  );
  expect([third.kind, third.message]).toEqual(['unsupported', expect.stringContaining('not unpacked')]);
});

it('cleans names that lead elsewhere or pretend, and keeps them apart', async () => {
  const names = [
    '../../etc/passwd',
    '/etc/passwd',
    'C:\\x\\..\\y.txt',
    'a/./b',
    'exe\u202ecod.txt',
    'a\u0000b',
    '..',
    'y.txt',
    'y.txt',
  ];
  const { children } = await extract(makeZip(names.map((name, index) => ({ name, content: String(index) }))));
  expect(children?.map(({ name }) => name)).toEqual([
    'etc/passwd',
    'etc/passwd (2)',
    'x/y.txt',
    'a/b',
    'execod.txt',
    'ab',
    'unnamed',
    'y.txt',
    'y (2).txt',
  ]);
});

it('gives the same names again', async () => {
  const bytes = makeZip(['b', 'a', 'b', 'b (2)', '../b'].map((name) => ({ name, content: name })));
  const names = async () => (await extract(bytes.slice())).children?.map(({ name }) => name);
  expect(await names()).toEqual(['b', 'a', 'b (2)', 'b (2) (2)', 'b (3)']);
  expect(await names()).toEqual(await names());
});

it.each([
  ['code page 437', Buffer.from('9a62756e67206680722e747874', 'hex'), 'Übung fÇr.txt'],
  ['gb18030', Buffer.from('b1a8b8e62f32303233c4ea2e747874', 'hex'), '报告/2023年.txt'],
  ['shift_jis', Buffer.from('83658358836781408e9197bf2e747874', 'hex'), 'テスト\u3000資料.txt'],
  ['unmarked UTF-8', Buffer.from('ünï.txt'), 'ünï.txt'],
])('reads names in %s', async (_name, name, expected) => {
  const { children } = await extract(makeZip([{ name: new Uint8Array(name), content: 'x' }]));
  expect(children?.map((child) => child.name)).toEqual([expected]);
});

it('leaves out links, and says what it could not read', async () => {
  const bytes = makeZip([
    { name: 'good', content: 'x' },
    { name: 'link', content: '/etc/passwd', mode: 0xa1ff },
    { name: 'locked', content: 'x', flags: 1 },
    { name: 'changed', content: 'x', checksum: 7 },
    { name: 'other', content: 'x', method: 12 },
  ]);
  const { markdown, children, warnings } = await extract(bytes);
  expect(markdown).toBe('- good\n- locked (encrypted)\n- changed (broken)\n- other (compressed in an unknown way)');
  expect(children?.map(({ name }) => name)).toEqual(['good']);
  expect(warnings.join()).toContain('3 file(s) in it were not read');
});

it.each([
  ['an encrypted zip', makeZip([{ name: 'a', content: 'x', flags: 1 }]), 'protected by a password'],
  ['a zip of broken files', makeZip([{ name: 'a', content: 'x', checksum: 1 }]), 'none of its files can be unpacked'],
  ['a cut-off zip', zipOf(files).slice(0, 150), 'This file is broken'],
  ['a cut-off gzip', new Uint8Array(gzipSync('x'.repeat(1000)).subarray(0, 15)), 'its compression is broken'],
  ['an empty zip', makeZip([]), 'contains no text'],
])('refuses %s', async (_name, bytes, message) => {
  const error = await failureOf(extract(bytes, 'a.bin'));
  expect([error.kind, error.message]).toEqual(['unreadable', expect.stringContaining(message)]);
});

it('refuses a tar that breaks off, or its last files would look deleted', async () => {
  const bytes = await makeTar({ a: 'x'.repeat(2000), b: 'y'.repeat(5000) });
  for (const cut of [bytes.slice(0, 5000), new Uint8Array(gzipSync(bytes.subarray(0, 5000)))]) {
    expect((await failureOf(extract(cut))).kind).toBe('unreadable');
  }
});

it('believes no zip that says it is something else', async () => {
  const { mime } = await extract(zipOf({ mimetype: 'application/pdf', 'a.txt': 'x' }));
  expect(mime).toBe('application/zip');
});
