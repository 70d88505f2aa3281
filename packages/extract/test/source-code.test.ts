import { expect, it } from 'vitest';
import { extract, markdownOf } from './extracting.ts';

it.each([
  ['a.ts', 'const a = "<b>";\n', '```ts\nconst a = "<b>";\n```'],
  ['a.PY', '# no heading\n```', '````python\n# no heading\n```\n````'],
  ['Dockerfile.dockerfile', 'FROM x', '```dockerfile\nFROM x\n```'],
  ['run', '#!/usr/bin/env -S node --x\n1', '```js\n#!/usr/bin/env -S node --x\n1\n```'],
  ['run', '#!/bin/sh\necho', '```bash\n#!/bin/sh\necho\n```'],
  ['a.sql', 'select 1', '```sql\nselect 1\n```'],
])('puts %s into a block of its language', async (title, content, markdown) => {
  expect(await extract(content, title)).toMatchObject({ markdown, mime: 'text/plain' });
});

it('reads code in a legacy charset', async () => {
  const bytes = Buffer.concat([
    Buffer.from('// '),
    Buffer.from('cff0e8e2e5f220eceee920ecb8f0', 'hex'),
    Buffer.from('\nx();'),
  ]);
  expect(await markdownOf(new Uint8Array(bytes), 'a.js')).toBe('```js\n// Привет мой мёр\nx();\n```');
});

it('leaves a text with a mark at its beginning alone', async () => {
  expect(await markdownOf('#! not a program\ntext', 'a.txt')).toBe('#! not a program\ntext');
});
