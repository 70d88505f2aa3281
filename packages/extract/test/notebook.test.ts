import { expect, it } from 'vitest';
import { extract, markdownOf } from './extracting.ts';

const notebook = (cells: readonly unknown[], metadata: object = {}) =>
  JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
const code = (source: string | string[], ...outputs: readonly object[]) => ({ cell_type: 'code', source, outputs });
const data = (of: Readonly<Record<string, unknown>>) => ({ output_type: 'execute_result', data: of });

it('writes texts as they are and code in blocks of its language', async () => {
  const content = notebook(
    [
      { cell_type: 'markdown', source: ['# Title\n', '*text*'] },
      code(['a = 1\n', 'print("```")']),
      { cell_type: 'raw', source: '<b>' },
    ],
    { language_info: { name: 'python' }, title: 'Report' },
  );
  const { markdown, mime, fields } = await extract(content, 'a.json', 'application/json');
  expect(markdown).toBe('# Title\n*text*\n\n````python\na = 1\nprint("```")\n````\n\n```\n<b>\n```');
  expect(mime).toBe('application/x-ipynb+json');
  expect(fields).toEqual({ title: 'Report', language: 'python' });
});

it('keeps the outputs that are text, and says that others are missing', async () => {
  const content = notebook([
    code(
      'x',
      { output_type: 'stream', text: ['1\n', '2\n'] },
      data({
        'text/plain': '   a\n0  1',
        'text/html': '<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table><script>x()</script>',
      }),
      data({ 'image/png': 'iVBORw0KGgo=' }),
      { output_type: 'error', traceback: ['\u001b[31mValueError\u001b[0m: no'] },
    ),
  ]);
  expect(await extract(content)).toMatchObject({
    markdown: '```\nx\n```\n\n```\n1\n2\n```\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```\nValueError: no\n```',
    warnings: ['1 output(s) without text, such as pictures, were left out.'],
  });
});

it('reads the older format', async () => {
  const cells = [
    { cell_type: 'heading', level: 2, source: 'Old' },
    { cell_type: 'code', language: 'ruby', input: 'puts 1', outputs: [{ output_type: 'pyout', text: '1' }] },
  ];
  const content = JSON.stringify({ worksheets: [{ cells }], nbformat: 3 });
  expect(await markdownOf(content)).toBe('## Old\n\n```ruby\nputs 1\n```\n\n```\n1\n```');
});

it.each([
  ['half of one', notebook([code('x = 1')]).slice(0, 60)],
  [
    'one of other shapes',
    '{"cells": [1, null, {"source": {"a": 1}}, {"cell_type": "code", "source": [2, "x"], "outputs": 3}], "nbformat": 4}',
  ],
])('reads %s as far as it goes', async (_name, content) => {
  expect(await markdownOf(content, 'a.ipynb')).toContain('x');
});
