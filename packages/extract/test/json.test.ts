import { expect, it } from 'vitest';
import { extract, markdownOf } from './extracting.ts';

it('writes scalars as a list, nested objects below headings, lists of objects as tables', async () => {
  const value = {
    name: 'Acme',
    active: true,
    address: { city: 'Lyon', geo: { lat: 45.7 } },
    people: [
      { name: 'Ann', age: 30 },
      { name: 'Bo|b', team: 'x' },
    ],
    tags: ['a', 'b'],
    note: 'First line\nsecond line',
    nothing: {},
  };
  expect(await markdownOf(JSON.stringify(value), 'a.json')).toBe(
    [
      '- **name**: Acme\n- **active**: true',
      '## address\n\n- **city**: Lyon',
      '### geo\n\n- **lat**: 45.7',
      '## people\n\n| name | age | team |\n| --- | --- | --- |\n| Ann | 30 |  |\n| Bo\\|b |  | x |',
      '## tags\n\n- a\n- b',
      '## note\n\nFirst line\nsecond line',
      '## nothing\n\n```json\n{}\n```',
    ].join('\n\n'),
  );
});

it('names the items of a list of nested objects', async () => {
  const value = [{ title: 'One', list: [1] }, { list: [2] }];
  expect(await markdownOf(JSON.stringify(value), 'a.json')).toBe(
    '## One\n\n- **title**: One\n\n### list\n\n- 1\n\n## 2\n\n### list\n\n- 2',
  );
});

it('keeps every digit of a number', async () => {
  expect(await markdownOf('{"id": 12345678901234567890, "x": 0.1}', 'a.json')).toBe(
    '- **id**: 12345678901234567890\n- **x**: 0.1',
  );
});

it('shows what is too deep for headings as JSON', async () => {
  expect(await markdownOf('{"a":{"b":{"c":{"d":{"e":1}}}}}', 'a.json')).toContain('```json\n{\n  "e": 1\n}\n```');
});

it('keeps what is no JSON, and says so', async () => {
  const { markdown, warnings } = await extract('{"a": 1,}', 'a.json');
  expect(markdown).toBe('```json\n{"a": 1,}\n```');
  expect(warnings[0]).toContain('not valid JSON');
});

it('takes dangerous keys for keys', async () => {
  expect(await markdownOf('{"__proto__": {"a": 1}, "constructor": "x"}', 'a.json')).toBe(
    '- **constructor**: x\n\n## __proto__\n\n- **a**: 1',
  );
});

it('replaces half characters and removes NUL from escapes', async () => {
  const { markdown, warnings } = await extract('{"a": "x\\ud800y\\u0000z"}', 'a.json');
  expect(markdown).toBe('- **a**: x\ufffdyz');
  expect(warnings).toHaveLength(2);
});

it('writes JSON lines as a table and keeps the lines that are broken', async () => {
  const { markdown, warnings } = await extract('{"a":1}\n\n{"a":2,"b":"x"}\n{"a":\n', 'a.jsonl');
  expect(markdown).toBe('| a | b |\n| --- | --- |\n| 1 |  |\n| 2 | x |\n\n```\n{"a":\n```');
  expect(warnings).toEqual(['1 line(s) are not valid JSON and were kept as they are.']);
});
