import { gzipSync, zstdCompressSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { expect, it } from 'vitest';
import { extract, extractor, failureOf, makeExtractor } from './extracting.ts';
import { makeDocx, paragraph } from './make-docx.ts';
import { makeZip, type ZipFileSpec, zipOf } from './make-zip.ts';

const mebibyte = 1024 * 1024;
const zeros = Buffer.alloc(140 * mebibyte);

it('stops unpacking a file of a zip that grows beyond the limit, whatever it says of its size', async () => {
  const lie: ZipFileSpec = { name: 'big', content: zeros, claimedSize: 10 };
  const { markdown, children, warnings } = await extract(
    makeZip([{ name: 'small', content: 'x' }, lie, { name: 'after', content: 'y' }]),
  );
  expect(children?.map(({ name }) => name)).toEqual(['small']);
  expect(markdown).toBe('- small\n- big (too large)\n- after (not read)');
  expect(warnings.join()).toContain(`${128 * mebibyte} bytes`);
});

it('passes over a file that says that it is too large, and reads the others', async () => {
  const { children } = await extract(
    makeZip([
      { name: 'big', content: zeros },
      { name: 'after', content: 'y' },
    ]),
  );
  expect(children?.map(({ name }) => name)).toEqual(['after']);
});

it('bounds the number of files, those of a tar too', async () => {
  const names = Array.from({ length: 3000 }, (_value, index) => `f${index}`);
  const zip = await extract(makeZip(names.map((name) => ({ name, content: 'x', stored: true as const }))));
  expect([zip.children?.length, zip.fields]).toEqual([1000, { files: 3000 }]);
  expect(zip.warnings.join()).toContain('2000 file(s) in it were not read');
  const tar = await packTar(names.map((name) => ({ header: { name, size: 1 }, body: 'x' })));
  expect((await extract(new Uint8Array(gzipSync(tar)))).children).toHaveLength(1000);
});

it('reads less of an archive in an archive', async () => {
  const inner = zipOf({ 'big.txt': Buffer.alloc(2 * mebibyte), 'small.txt': 'x' });
  const { children } = await extractor().extract({ bytes: inner, depth: 1 });
  expect(children?.map(({ name }) => name)).toEqual(['small.txt']);
});

it('keeps files of one name apart, in good time', async () => {
  const files = Array.from({ length: 20_000 }, () => ({ name: 'a', content: 'x', stored: true as const }));
  const { children } = await extract(makeZip(files));
  expect(new Set(children?.map(({ name }) => name)).size).toBe(1000);
});

it.each([
  ['gzip', gzipSync(zeros), 'too-large'],
  ['zstd', zstdCompressSync(zeros), 'too-large'],
  ['gzip of gzip', gzipSync(gzipSync(zeros)), undefined],
])('bounds a bomb in %s', async (_name, bytes, kind) => {
  const outcome = await extract(new Uint8Array(bytes)).catch((error: unknown) => error);
  if (kind !== undefined) expect(outcome).toMatchObject({ kind });
  else expect(outcome).toMatchObject({ children: [expect.anything()] });
});

it('takes no memory for what the header of a tar claims', async () => {
  const tar = Buffer.from(await packTar([{ header: { name: 'big', size: mebibyte }, body: Buffer.alloc(mebibyte) }]));
  const claimed = (8 * 1024 ** 3 - 1).toString(8);
  tar.write(claimed, 124);
  // The checksum counts itself as spaces.
  tar.fill(' ', 148, 156);
  const checksum = tar.subarray(0, 512).reduce((sum, byte) => sum + byte, 0);
  tar.write(`${checksum.toString(8).padStart(6, '0')}\0`, 148);
  const small = makeExtractor({ workers: 1, maxBufferMiB: 48 });
  const error = await failureOf(small.extract({ bytes: new Uint8Array(tar), title: 'a.tar' }));
  expect([error.kind, error.message]).toEqual(['unreadable', expect.stringContaining('truncated')]);
});

const part = (content: Uint8Array) => ({ 'word/document.xml': Buffer.from(content).toString('latin1') });

it.each([
  ['space', makeDocx('', part(Buffer.alloc(260 * mebibyte, ' ')))],
  ['text', makeDocx(paragraph('x'.repeat(20 * mebibyte)))],
  ['paragraphs', makeDocx(paragraph('x'.repeat(200)).repeat(100_000))],
])('bounds a Word file of much %s', async (_name, bytes) => {
  expect((await failureOf(extract(bytes))).kind).toBe('too-large');
});

it('unpacks a file in a file of itself no further than the first layers', async () => {
  let bytes: Uint8Array<ArrayBuffer> = zipOf({ 'x.txt': 'core' });
  for (let layer = 0; layer < 20; layer++) bytes = makeZip([{ name: 'r.zip', content: bytes, stored: true }]);
  const { children } = await extract(bytes);
  expect(children?.map(({ name }) => name)).toEqual(['r.zip']);
});

it('bounds what many files of a zip unpack to together', async () => {
  const bytes = makeZip(
    Array.from({ length: 140 }, (_value, index) => ({ name: `f${index}`, content: Buffer.alloc(mebibyte) })),
  );
  const { children, warnings } = await extract(bytes);
  const total = children?.reduce((sum, child) => sum + child.bytes.byteLength, 0) ?? 0;
  expect(total).toBeLessThanOrEqual(128 * mebibyte);
  expect(warnings).toHaveLength(1);
});
