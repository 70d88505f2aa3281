import { expect, it } from 'vitest';
import { extract, failureOf, markdownOf } from './extracting.ts';

function page(body: string, head = ''): Promise<string> {
  return markdownOf(`<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`);
}

it('reads title, author and description', async () => {
  const { fields, mime } = await extract(
    '<html><head><title>R&amp;D\n plan</title><meta name="author" content="Ann"><meta name=description content="What we do"></head><p>x',
  );
  expect([mime, fields]).toEqual(['text/html', { title: 'R&D plan', authors: ['Ann'], description: 'What we do' }]);
});

it.each([
  ['headings and paragraphs', '<h1>A <em>b</em></h1><p>c\n  d</p>e<h3>f</h3>', '# A *b*\n\nc d\n\ne\n\n### f'],
  ['spans', '<b>a </b>b<i>c</i> <code>x*y</code> <del>z</del>', '**a** b*c* `x*y` ~~z~~'],
  ['overlapping spans', '<b>a<i>b</b>c</i>', '**a*b***c'],
  ['nested spans of one kind', '<b>a<b>b</b>c</b>d', '**abc**d'],
  ['line breaks', 'a<br>b', 'a  \nb'],
  ['nested lists', '<ul><li>a<ul><li>b<li>c</ul><li>d</ul>', '- a\n  - b\n  - c\n- d'],
  ['numbered lists', '<ol start="9"><li>a</li><li><p>b</p><p>c</p></li></ol>', '9. a\n10. b\n\n    c'],
  ['two lists', '<ul><li>a</ul><ul><li>b</ul>', '- a\n\n- b'],
  ['tasks', '<ul><li><input type="checkbox" checked> a<li><input type="checkbox">b</ul>', '- [x] a\n- [ ] b'],
  ['quotations', '<blockquote><p>a<p>b<ul><li>c</ul></blockquote>d', '> a\n>\n> b\n>\n> - c\n\nd'],
  ['definitions', '<dl><dt>a</dt><dd>b</dd></dl>', '**a**\n\nb'],
  ['right-to-left text', '<p dir="rtl">שלום <b>עולם</b> 12 <bdo dir="rtl">السلام</bdo></p>', 'שלום **עולם** 12 السلام'],
  ['a rule', 'a<hr>b', 'a\n\n---\n\nb'],
  ['blocks inside a link', '<a href="/x"><h2>a</h2><p>b</p></a>', '## [a](/x)\n\n[b](/x)'],
  [
    'images',
    '<img src="a b.png" alt="x [y]"><a href="/z"><img src="i.png" alt="k"></a>',
    '![x [y\\]](a%20b.png)[![k](i.png)](/z)',
  ],
])('writes %s', async (_name, html, markdown) => {
  expect(await page(html)).toBe(markdown);
});

it.each([
  ['<pre><code class="language-ts">let a;\n\n  b &lt; c\n</code></pre>', '```ts\nlet a;\n\n  b < c\n```'],
  [
    '<div class="highlight highlight-source-python"><pre>x = <span>1</span><br>y</pre></div>',
    '```python\nx = 1\ny\n```',
  ],
  ['<pre class="brush: sql; toolbar: false">\nselect 1</pre>', '```sql\nselect 1\n```'],
  ['<ul><li>a<pre>```\n*b*</pre></ul>', '- a\n\n  ````\n  ```\n  *b*\n  ````'],
])('writes code blocks: %s', async (html, markdown) => {
  expect(await page(html)).toBe(markdown);
});

it.each([
  ['plain', '<tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr>', '| a | b |\n| --- | --- |\n| 1 | 2 |'],
  [
    'sections and a caption',
    '<caption>T</caption><thead><tr><td>a<td>b</thead><tbody><tr><td>1<td>2</tbody>',
    'T\n\n|  |  |\n| --- | --- |\n| a | b |\n| 1 | 2 |',
  ],
  ['no header', '<tr><td>a</td><td>b</td></tr>', '|  |  |\n| --- | --- |\n| a | b |'],
  [
    'a header in bold',
    '<tr><td><b>a</b><td><strong>b</strong><tr><td>1<td>2',
    '| **a** | **b** |\n| --- | --- |\n| 1 | 2 |',
  ],
  [
    'blocks in a cell',
    '<tr><th>a<th>b<tr><td><p>x</p><p>y|z</p><td><ul><li>1<li>2</ul><pre>c\nd</pre>',
    '| a | b |\n| --- | --- |\n| x<br>y\\|z | - 1<br>- 2<br>`c d` |',
  ],
  [
    'wide and high cells',
    '<tr><th>a<th>b<th>c<tr><td rowspan=2>1<td colspan=2>2<tr><td>3<td>4',
    '| a | b | c |\n| --- | --- | --- |\n| 1 | 2 |  |\n|  | 3 | 4 |',
  ],
  ['more cells than headings', '<tr><th>a<tr><td>1<td>2', '| a |  |\n| --- | --- |\n| 1 | 2 |'],
])('writes a table: %s', async (_name, rows, markdown) => {
  expect(await page(`<table>${rows}</table>`)).toBe(markdown);
});

it('reads tables that only arrange the page as what they hold', async () => {
  const inner = '<table><tr><th>a<th>b<tr><td>1<td>2</table>';
  const html = `<table><tr><td><h2>Left</h2></td><td>${inner}</td></tr></table><table><tr><td>one<tr><td>two</table>`;
  expect(await page(html)).toBe('## Left\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\none\n\ntwo');
});

it('indents a table in a list', async () => {
  expect(await page('<ul><li>x<table><tr><th>a<th>b<tr><td>1<td>2</table></ul>')).toBe(
    '- x\n\n  | a | b |\n  | --- | --- |\n  | 1 | 2 |',
  );
});

it('makes links absolute where the page has a base, and leaves them as written where not', async () => {
  const html = '<a href="b?x=1#y">a</a> <img src="/i.png" alt="k"> <a href="mailto:a@b.c">m</a> <a href="#top">up</a>';
  expect(await page(html, '<base href="https://example.org/docs/a">')).toBe(
    '[a](https://example.org/docs/b?x=1#y) ![k](https://example.org/i.png) [m](mailto:a@b.c) up',
  );
  expect(await page(html)).toBe('[a](b?x=1#y) ![k](/i.png) [m](mailto:a@b.c) up');
});

it.each([
  ['<script>evil()</script>'],
  ['<style>evil</style>'],
  ['<template><p>evil</p></template>'],
  ['<noscript>evil</noscript>'],
  ['<iframe src="https://evil">evil</iframe>'],
  ['<svg><title>evil</title><text>evil</text></svg>'],
  ['<div hidden><p>evil</p></div>'],
  ['<p style="color: red; DISPLAY : none">evil</p>'],
  ['<span aria-hidden="true">evil</span>'],
  ['<b onclick="evil()">y</b>'],
  ['<a href="javascript:evil()">y</a>'],
  ['<a href=" java\nscript:evil()">y</a>'],
  ['<a href="&#x6a;avascript:evil()">y</a>'],
  ['<a href="vbscript:evil">y</a>'],
  ['<a href="data:text/html,evil">y</a>'],
  ['<img src="data:image/png;base64,evil" alt="y">'],
  ['<object data="evil">evil</object>'],
  ['<!-- evil -->'],
])('leaves out what nobody reads or what would run: %s', async (html) => {
  const markdown = await page(`<p>x</p>${html}<p>z</p>`);
  expect(markdown).not.toContain('evil');
  expect(markdown).toMatch(/^x\n\n(.*\n\n)?z$/);
});

it.each([
  ['&lt;script&gt;alert(1)&lt;/script&gt;', '\\<script>alert(1)\\</script>'],
  ['a * b, `c`, x[0], snake_case, _x_, C:\\d', 'a \\* b, \\`c\\`, x[0], snake_case, \\_x\\_, C:\\\\d'],
  ['[a](http://x)', '[a\\](http://x)'],
  ['# a', '\\# a'],
  ['1. a', '1\\. a'],
  ['- a', '\\- a'],
  ['a<br>+ b', 'a  \n\\+ b'],
  ['&amp;lt;', '\\&lt;'],
  ['AT&amp;T; 3 < 4 > 2', 'AT\\&T; 3 < 4 > 2'],
])('shows text as text: %s', async (html, markdown) => {
  expect(await page(`<p>${html}</p>`)).toBe(markdown);
});

it('reads broken HTML to its end', async () => {
  expect(await page('<p>a<div>b</p></x></span><td>c<b>d')).toBe('a\n\nb\n\nc**d**');
});

it('falls back to the title, and says when there is no text at all', async () => {
  expect(await page('', '<title>Only *this*</title>')).toBe('# Only \\*this\\*');
  expect((await failureOf(page('<script>x</script>'))).kind).toBe('unreadable');
});

it('reads a fragment that is said to be HTML', async () => {
  expect(await markdownOf('<p>a</p><p>b</p>', undefined, 'text/html')).toBe('a\n\nb');
});
