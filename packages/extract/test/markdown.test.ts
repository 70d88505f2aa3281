import { expect, it } from 'vitest';
import { extract, failureOf, markdownOf } from './extracting.ts';

it('leaves markdown as it is', async () => {
  const text = '# Guide\n\n* one\n* two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<details>raw</details>\n';
  expect(await extract(text, 'guide.md')).toEqual({ markdown: text, mime: 'text/markdown', warnings: [] });
});

it('ends lines with a newline and drops the byte order mark', async () => {
  expect(await markdownOf('\ufeff# A\r\nb\rc\n', 'a.md')).toBe('# A\nb\nc\n');
});

it('moves simple front matter into fields', async () => {
  const text =
    '---\ntitle: "Road map"\ndate: 2024-01-02\nversion: 1.10\ntags: [a, b]\nauthors:\n  - Ann\n  - Bo\n# note\nempty:\n---\n\n# Text\n';
  expect(await extract(text, 'a.md')).toEqual({
    markdown: '# Text\n',
    mime: 'text/markdown',
    warnings: [],
    fields: {
      title: 'Road map',
      date: '2024-01-02',
      version: '1.10',
      tags: ['a', 'b'],
      authors: ['Ann', 'Bo'],
      empty: null,
    },
  });
});

it.each([
  ['nested', '---\na:\n  b: c\n---\ntext'],
  ['a block', '---\na: |\n  b\n---\ntext'],
  ['an anchor', '---\na: &x b\n---\ntext'],
  ['never closed', '---\na: b\ntext'],
  ['no mapping', '---\njust text\n---\nmore'],
  ['all there is', '---\na: b\n---\n'],
])('keeps a front matter in the text that is %s', async (_name, text) => {
  expect(await extract(text, 'a.md')).toEqual({ markdown: text, mime: 'text/markdown', warnings: [] });
});

it('takes a dangerous field name for a name', async () => {
  const { fields } = await extract('---\n__proto__: x\nconstructor: y\n---\ntext', 'a.md');
  expect(Object.entries(fields ?? {})).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
});

it('gives the same for a large document, which goes to a worker', async () => {
  const body = 'A line of text.\r\n'.repeat(10_000);
  const { markdown, fields } = await extract(`---\r\na: b\r\n---\r\n${body}`, 'large.md');
  expect(markdown).toBe(body.replaceAll('\r', ''));
  expect(fields).toEqual({ a: 'b' });
});

it('puts source code into a fence that it cannot leave', async () => {
  expect(await markdownOf('# no heading\nx = "````"\n', 'a.py')).toBe('`````python\n# no heading\nx = "````"\n`````');
});

it.each([['LICENSE'], ['notes.txt'], [undefined], ['Minutes 3.4']])('takes %s for plain text', async (title) => {
  expect(await extract('Just text.', title)).toEqual({ markdown: 'Just text.', mime: 'text/plain', warnings: [] });
});

it('says that a document of white space is no document', async () => {
  expect((await failureOf(extract(' \n\t\n', 'a.md'))).kind).toBe('unreadable');
});

it('removes NUL and says so', async () => {
  expect(await extract(`a\0b${'c'.repeat(200)}`, 'a.txt')).toEqual({
    markdown: `ab${'c'.repeat(200)}`,
    mime: 'text/plain',
    warnings: ['NUL characters were removed.'],
  });
});
