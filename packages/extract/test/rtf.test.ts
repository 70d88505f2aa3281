import { expect, it } from 'vitest';
import { extract, markdownOf } from './extracting.ts';

function read(content: string, head = '\\ansi\\ansicpg1252'): Promise<string> {
  return markdownOf(Buffer.from(`{\\rtf1${head} ${content}}`, 'latin1'), 'x.doc', 'application/msword');
}

it.each([
  ['paragraphs and spans', 'a {\\b b{\\i c}} \\strike d\\strike0\\par e\\line f', 'a **b*c*** ~~d~~\n\ne  \nf'],
  ['headings by style', '{\\stylesheet{\\s1 heading 2;}{\\s2 Normal;}}\\pard\\s1 A\\par\\pard\\s2 b', '## A\n\nb'],
  ['letters of the code page', "\\'e4\\'80", 'ä€'],
  [
    'letters of the font',
    "{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}{\\f2\\fcharset128 C;}}\\f1\\'cf\\f2\\'93\\'fa",
    'П日',
  ],
  ['Unicode with what older programs show', "\\uc1\\u26085 ?\\u8364\\'80 {\\uc2\\u233 ab}", '日€ é'],
  ['characters beyond 16 bits', '\\u-10179?\\u-8704?', '😀'],
  ['right-to-left text', '\\rtlpar\\u1513?\\u1500?', 'של'],
  [
    'tables',
    '\\trowd\\cellx1\\cellx2\\intbl a\\cell b|c\\cell\\row\\intbl 1\\cell\\cell\\row\\pard after',
    '|  |  |\n| --- | --- |\n| a | b\\|c |\n| 1 |  |\n\nafter',
  ],
  [
    'lists',
    "{\\listtext 3.\\tab}a\\par{\\listtext\\'b7\\tab}\\ilvl1 b\\par\\pard{\\pntext IV.\\tab}c\\par",
    '3. a\n   - b\n\n- IV. c',
  ],
  ['links', '{\\field{\\*\\fldinst HYPERLINK "https://x.org/"}{\\fldrslt here}} there', '[here](https://x.org/) there'],
  ['footnotes', 'a{\\super\\chftn}{\\footnote\\pard note}b', 'a[^1]b\n\n[^1]: note'],
  ['what looks like markup', '<script>x\\{\\}\\\\ *y*', '\\<script>x{}\\\\ \\*y\\*'],
])('writes %s', async (_name, content, markdown) => {
  expect(await read(content)).toBe(markdown);
});

it('leaves out pictures, hidden text and what other programs keep for themselves', async () => {
  const picture = '{\\pict\\pngblip 89504e470d0a}';
  const binary = '{\\pict\\bin5 }}}}\\}';
  expect(await read(`a${picture}${binary}{\\v secret}{\\*\\unknown x}{\\deleted y}{\\object{\\objdata 00}}b`)).toBe(
    'ab',
  );
});

it('reads what it says about itself', async () => {
  const { fields, mime } = await extract('{\\rtf1{\\info{\\title Plan}{\\author Ann}}x}');
  expect([mime, fields]).toEqual(['application/rtf', { title: 'Plan', authors: ['Ann'] }]);
});

it('says that it breaks off', async () => {
  expect(await extract('{\\rtf1 Half {\\b of')).toMatchObject({
    markdown: 'Half **of**',
    warnings: ['It breaks off: what stood behind is missing.'],
  });
});

const many = 200_000;
it.each([
  ['groups', `${'{'.repeat(many)}x${'}'.repeat(many)}`],
  ['groups without an end', `x${'{\\b '.repeat(many)}`],
  ['ends without a group', `x${'}'.repeat(many)}`],
  ['links', '{\\field{\\*\\fldinst HYPERLINK "x:y"}{\\fldrslt x}}'.repeat(many / 20)],
  ['notes', 'x{\\footnote y}'.repeat(many / 20)],
  ['cells', `x${'\\intbl a\\cell'.repeat(many)}\\row`],
  ['raw bytes that are not there', 'x\\bin999999999 '],
  ['fonts', `x{\\fonttbl${'{\\f1\\fcharset204 A;}'.repeat(many / 4)}}`],
])('reads many %s in good time', async (_name, content) => {
  expect(await read(content)).toContain('x');
});
