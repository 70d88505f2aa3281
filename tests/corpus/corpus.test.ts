import { hash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createExtractor } from '@acequia/extract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareWords, describeComparison, shareOf } from './compare-words.ts';
import { archivePaths, fetchInputs } from './fetch-inputs.ts';
import { inputPackages } from './inputs.ts';
import { readIndependently } from './read-independently.ts';
import { drawLines, rightToLeftTexts } from './right-to-left-texts.ts';
import { findTools, runTool, runToolBytes } from './run-tool.ts';
import { splitMarkdown, splitWords } from './split-words.ts';
import { unpackIndependently } from './unpack-independently.ts';

const wanted = 0.99;
const extractor = createExtractor({ workers: 2 });
const folder = mkdtempSync(join(tmpdir(), 'acequia-rewritten-'));
let inputs: string[] = [];

beforeAll(async () => {
  findTools();
  inputs = await fetchInputs();
}, 300_000);

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await extractor.close();
});

const readBytes = (path: string) => new Uint8Array(readFileSync(path));
const names = inputPackages.flatMap(({ files }) => files).map((file) => basename(file).replace(/\.gz$/, ''));

function inputNamed(name: string): string {
  return inputs.find((path) => basename(path) === name) ?? name;
}

async function expectSameWords(path: string, expected: string): Promise<void> {
  const { markdown } = await extractor.extract({ bytes: readBytes(path), title: basename(path) });
  const comparison = compareWords(splitWords(expected), splitMarkdown(markdown));
  expect(shareOf(comparison), describeComparison(path, comparison)).toBeGreaterThanOrEqual(wanted);
}

it.each(names)('reads the words of %s as another program does', async (name) => {
  const path = inputNamed(name);
  await expectSameWords(path, readIndependently(path));
});

it.each(['docx', 'odt', 'rtf', 'pptx', 'html'])(
  'reads a Russian book that pandoc wrote again as %s',
  async (ending) => {
    const book = inputNamed('ubuntu-packaging-guide.epub');
    const path = join(folder, `book.${ending}`);
    runTool('pandoc', ['--standalone', '-o', path, book]);
    await expectSameWords(path, readIndependently(book));
  },
);

// The text itself is compared: pdftotext turns an Arabic lam with alef around.
it.each(Object.entries(rightToLeftTexts))('reads a PDF in %s that rsvg-convert wrote', async (language, text) => {
  const drawing = join(folder, `${language}.svg`);
  const path = join(folder, `${language}.pdf`);
  writeFileSync(drawing, drawLines(text, 8));
  runTool('rsvg-convert', ['--format', 'pdf', '--output', path, drawing]);
  await expectSameWords(path, text);
});

it.each([
  ['gb18030', 'choosing.zh-cn.html'],
  ['gbk', 'choosing.zh-cn.html'],
  ['shift_jis', 'start.ja.html'],
  ['euc-jp', 'start.ja.html'],
  ['windows-1251', 'ubuntu-packaging-guide.epub'],
  ['koi8-r', 'ubuntu-packaging-guide.epub'],
  ['utf-16le', 'choosing.zh-cn.html'],
])('reads a text in %s that iconv wrote', async (charset, name) => {
  const text = runToolBytes('pandoc', ['-t', 'plain', inputNamed(name)]);
  const encoded = runToolBytes('iconv', ['-c', '-f', 'utf-8', '-t', charset], { input: text });
  const expected = runTool('iconv', ['-f', charset, '-t', 'utf-8'], { input: encoded });
  const { markdown } = await extractor.extract({ bytes: new Uint8Array(encoded), title: 'text.txt' });
  const comparison = compareWords(splitWords(expected), splitWords(markdown));
  expect(shareOf(comparison), describeComparison(charset, comparison)).toBe(1);
});

it('takes out of archives what unzip and tar take out', async () => {
  for (const path of archivePaths()) {
    const { children = [] } = await extractor.extract({ bytes: readBytes(path), title: basename(path) });
    const taken = new Map(children.map(({ name, bytes }) => [name, hash('sha256', bytes)]));
    expect(taken, path).toEqual(unpackIndependently(path));
  }
});
