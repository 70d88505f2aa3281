import { expect, it } from 'vitest';
import { extract, failureOf, markdownOf } from './extracting.ts';

const declaration = '<?xml version="1.0"?>';

it.each([
  ['elements as headings, texts as lists', '<a><b>x</b><c d="1">y</c></a>', '# a\n\n- **b**: x\n- **c** (d: 1): y'],
  ['attributes', '<a e="2"><b f="3"/></a>', '# a\n\n- e: 2\n- **b**: f: 3'],
  ['mixed text as paragraphs', '<a><p>One <b>bo</b>ld.<i>x</i><i>y</i></p></a>', '# a\n\nOne bold.x y'],
  ['CDATA and comments', '<a><b><![CDATA[1 < 2]]></b><!-- no --><c>z</c></a>', '# a\n\n- **b**: 1 < 2\n- **c**: z'],
  [
    'HTML in a feed',
    '<rss><item>&lt;p&gt;Hi &lt;b&gt;you&lt;/b&gt;&lt;script&gt;x()&lt;/script&gt;</item></rss>',
    '# rss\n\n- **item**: Hi **you**',
  ],
  ['namespaces', '<x:a xmlns:x="u" xml:space="preserve"><x:b>t</x:b></x:a>', '# a\n\n- **b**: t'],
  ['right-to-left text', '<a><b>שלום</b></a>', '# a\n\n- **b**: שלום'],
])('writes %s', async (_name, content, markdown) => {
  expect(await markdownOf(declaration + content)).toBe(markdown);
});

it('reads the charset that it names', async () => {
  const bytes = Buffer.from('<?xml version="1.0" encoding="shift_jis"?><a><b>\x93\xfa\x96{</b></a>', 'latin1');
  expect(await extract(new Uint8Array(bytes), 'a.xml')).toMatchObject({
    markdown: '# a\n\n- **b**: 日本',
    mime: 'application/xml',
  });
});

it('expands no entities and loads nothing', async () => {
  const laughs = Array.from({ length: 10 }, (_value, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`);
  const content = `${declaration}<!DOCTYPE a [<!ENTITY e0 "ha">${laughs.join('')}<!ENTITY f SYSTEM "file:///etc/passwd">]><a><b>&e10;&f;</b></a>`;
  expect(await markdownOf(content)).toBe('# a\n\n- **b**: \\&e10;\\&f;');
});

it.each([
  ['elements', `${declaration}<a>${'<b>x</b>'.repeat(100_000)}</a>`],
  [
    'attributes',
    `${declaration}<a><b ${Array.from({ length: 50_000 }, (_v, index) => `a${index}="x"`).join(' ')}/></a>`,
  ],
  ['declarations', `${declaration}<!DOCTYPE a [${'<!ENTITY a "b">'.repeat(50_000)}]><a>x</a>`],
  ['tags without an end', `${declaration}<a>x${'<'.repeat(500_000)}`],
  ['ends without a tag', `${declaration}<a>x${'</b>'.repeat(100_000)}</a>`],
  ['mixed parts', `${declaration}<a>x${'<b>y</b>z'.repeat(100_000)}</a>`],
])('reads many %s in good time', async (_name, content) => {
  expect(await markdownOf(content)).toContain('x');
});

it('refuses elements in elements without end', async () => {
  const error = await failureOf(extract(`${declaration}${'<a>'.repeat(100_000)}`));
  expect([error.kind, error.message]).toEqual(['unreadable', expect.stringContaining('nested deeper')]);
});

it('reads what is only called XML as text', async () => {
  expect(await extract('just words', 'a.xml')).toMatchObject({
    markdown: 'just words',
    warnings: ['This is no XML: it was read as plain text.'],
  });
});

it('reads the words of a drawing, or its size where it has none', async () => {
  const words =
    '<svg xmlns="http://www.w3.org/2000/svg"><title>Map</title><script>x()</script><text>No<tspan>rth</tspan><tspan x="0" dy="1em">pole</tspan></text></svg>';
  expect(await extract(words, 'a.svg')).toMatchObject({ markdown: 'Map\n\nNorth pole', mime: 'image/svg+xml' });
  const bare = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 16"><path d="M0 0"/></svg>';
  expect(await extract(bare)).toMatchObject({
    markdown: 'Picture: 24 × 16',
    warnings: ['This is a picture without words: only its size was read.'],
  });
});
