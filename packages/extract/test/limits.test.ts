import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { failureOf, makeExtractor } from './extracting.ts';

const encoder = new TextEncoder();
/** Takes ten seconds and more to read, and gives nearly no text. */
const slow = () => encoder.encode(`<html>${'<div>'.repeat(512)}x${'</x>'.repeat(14_000_000)}`);
const small = () => encoder.encode('<html><p>small</p>');

it('ends a document that takes too long, and only that', async () => {
  const extractor = makeExtractor({ workers: 2, timeLimit: 6000 });
  const [error, ...others] = await Promise.all([
    failureOf(extractor.extract({ bytes: slow() })),
    ...[1, 2, 3].map(() => extractor.extract({ bytes: small() })),
  ]);
  expect([error.kind, error.message]).toEqual(['unreadable', 'Reading this document took longer than 6 seconds.']);
  expect(others.map(({ markdown }) => markdown)).toEqual(['small', 'small', 'small']);
  expect((await extractor.extract({ bytes: small() })).markdown).toBe('small');
});

it('ends a document that needs too much memory, and only that', async () => {
  const extractor = makeExtractor({ workers: 1, maxHeapMiB: 24 });
  const big = encoder.encode(`[${'{"a":[1,2,3]},'.repeat(700_000)}1]`);
  const error = await failureOf(extractor.extract({ bytes: big, title: 'a.json' }));
  expect([error.kind, error.message]).toEqual([
    'unreadable',
    'Reading this document needed more than 24 MiB of memory.',
  ]);
  expect((await extractor.extract({ bytes: small() })).markdown).toBe('small');
});

it('refuses too large a document unread', async () => {
  const extractor = makeExtractor({ maxBytes: 10 });
  expect((await failureOf(extractor.extract({ bytes: new Uint8Array(11) }))).kind).toBe('too-large');
});

it.each([
  ['a.md', 'x'.repeat(101)],
  ['b.md', 'é'.repeat(51)],
  ['a.csv', 'a,b\n'.repeat(20)],
  ['a.html', '<html><p>x'.repeat(50)],
])('refuses too much text: %s', async (title, content) => {
  const extractor = makeExtractor({ maxMarkdownBytes: 100 });
  const error = await failureOf(extractor.extract({ bytes: encoder.encode(content), title }));
  expect([error.kind, error.message]).toEqual(['too-large', expect.stringContaining('100 bytes')]);
});

it('cancels a document that is read, one that waits, and one that never began', async () => {
  const extractor = makeExtractor({ workers: 1 });
  const reading = new AbortController();
  const waiting = new AbortController();
  const first = extractor.extract({ bytes: slow() }, reading.signal).catch((error: unknown) => error);
  const second = extractor.extract({ bytes: slow() }, waiting.signal).catch((error: unknown) => error);
  const third = extractor.extract({ bytes: small() });
  waiting.abort(new Error('not wanted'));
  expect(await second).toEqual(new Error('not wanted'));
  reading.abort(new Error('changed my mind'));
  expect(await first).toEqual(new Error('changed my mind'));
  expect((await third).markdown).toBe('small');
  await expect(extractor.extract({ bytes: small() }, AbortSignal.abort(new Error('no')))).rejects.toThrow('no');
});

it('never starts more workers than allowed, and serves in turn', async () => {
  const extractor = makeExtractor({ workers: 1 });
  const order: number[] = [];
  await Promise.all(
    [0, 1, 2, 3, 4].map(async (index) => {
      await extractor.extract({ bytes: small() });
      order.push(index);
    }),
  );
  expect(order).toEqual([0, 1, 2, 3, 4]);
});

it('moves a buffer of its own, copies a view, and notices a buffer that was moved before', async () => {
  const extractor = makeExtractor();
  const own = small();
  await extractor.extract({ bytes: own });
  expect(own.length).toBe(0);
  await expect(extractor.extract({ bytes: own })).rejects.toThrow('extracted once');
  const large = encoder.encode('xx<html><p>view</p>');
  expect((await extractor.extract({ bytes: large.subarray(2) })).markdown).toBe('view');
  expect(large.length).toBe(19);
});

it('rejects what is open when it is closed, and everything after', async () => {
  const extractor = makeExtractor({ workers: 1 });
  const open = [slow(), slow()].map((bytes) => failureOf(extractor.extract({ bytes })));
  await extractor.close();
  for (const error of await Promise.all(open)) expect(error.kind).toBe('transient');
  expect((await failureOf(extractor.extract({ bytes: small() }))).kind).toBe('transient');
  await extractor.close();
});

it('keeps no process alive', async () => {
  const script = `
    import { createExtractor } from '${new URL('../src/index.ts', import.meta.url).href}';
    const extractor = createExtractor();
    const { markdown } = await extractor.extract({ bytes: new TextEncoder().encode('<html><p>done</p>') });
    console.log(markdown);
  `;
  const child = spawn(process.execPath, ['--conditions=acequia-source', '--input-type=module', '--eval', script]);
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  const [code] = await once(child, 'close');
  expect([code, output]).toEqual([0, 'done\n']);
});
