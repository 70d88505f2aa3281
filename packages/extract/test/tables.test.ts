import { expect, it } from 'vitest';
import { extract, markdownOf } from './extracting.ts';

it('writes rows as a table with the first one as its header', async () => {
  expect(await markdownOf('name,size\r\na,1\r\n"b ""x""",2\r\n', 'a.csv')).toBe(
    '| name | size |\n| --- | --- |\n| a | 1 |\n| b "x" | 2 |',
  );
});

it.each([[','], [';'], ['\t'], ['|']])('recognises the delimiter %j', async (delimiter) => {
  const text = [`a${delimiter}b`, `"x${delimiter}, ;y"${delimiter}1`, `"z"${delimiter}2`].join('\n');
  const shown = delimiter === '|' ? '\\|' : delimiter;
  expect(await markdownOf(text, 'a.csv')).toBe(`| a | b |\n| --- | --- |\n| x${shown}, ;y | 1 |\n| z | 2 |`);
});

it('escapes what would end a cell or a row', async () => {
  expect(await markdownOf('a,b\n"x|y","1\r\n2"\n"c:\\d",3', 'a.csv')).toBe(
    '| a | b |\n| --- | --- |\n| x\\|y | 1<br>2 |\n| c:\\\\d | 3 |',
  );
});

it('takes ragged rows and empty lines as they are', async () => {
  expect(await markdownOf('a,b\n\n1\n1,2,3\n', 'a.csv')).toBe(
    '| a | b |  |\n| --- | --- | --- |\n| 1 |\n| 1 | 2 | 3 |',
  );
});

it('takes quotation marks for text when one is never closed', async () => {
  const { markdown, warnings } = await extract('a,b\n"x,1\ny,2\n', 'a.csv');
  expect(markdown).toBe('| a | b |\n| --- | --- |\n| "x | 1 |\n| y | 2 |');
  expect(warnings).toEqual(['A quotation mark is never closed: quotation marks were taken as text.']);
});

it('splits a long table and repeats its header', async () => {
  const rows = Array.from({ length: 1200 }, (_value, index) => `r${index},${index}`);
  const tables = (await markdownOf(['key,value', ...rows].join('\n'), 'a.csv')).split('\n\n');
  expect(tables.map((table) => table.split('\n').length - 2)).toEqual([500, 500, 200]);
  expect(tables.every((table) => table.startsWith('| key | value |\n| --- | --- |\n'))).toBe(true);
  expect(tables[2]).toContain('| r1199 | 1199 |');
});

it('keeps cells beyond the width of a table that has begun', async () => {
  const rows = Array.from({ length: 1100 }, () => '1,2');
  const { markdown, warnings } = await extract(['a,b', ...rows, '3,4,5'].join('\n'), 'a.csv');
  expect(markdown).toContain('| 3 | 4 \\| 5 |');
  expect(warnings).toHaveLength(1);
});

it('shows a header alone', async () => {
  expect(await markdownOf('a,b', 'a.csv')).toBe('| a | b |\n| --- | --- |');
});
