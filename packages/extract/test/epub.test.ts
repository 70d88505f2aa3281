import { expect, it } from 'vitest';
import { extract, failureOf } from './extracting.ts';
import { zipOf } from './make-zip.ts';

const container =
  '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>';
const page = (content: string) =>
  `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>${content}</body></html>`;

interface Book {
  readonly items: Readonly<Record<string, string>>;
  readonly order: readonly string[];
  readonly pages: Readonly<Record<string, string | Uint8Array>>;
  readonly more?: Readonly<Record<string, string>>;
}

function makeEpub({ items, order, pages, more = {} }: Book): Uint8Array<ArrayBuffer> {
  const list = Object.entries(items).map(
    ([id, href]) => `<item id="${id}" href="${href}" media-type="application/xhtml+xml"/>`,
  );
  const spine = order.map((id) => `<itemref idref="${id}"/>`);
  return zipOf({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': container,
    'OEBPS/book.opf': `<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Book</dc:title><dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator><dc:language>fa</dc:language></metadata><manifest>${list.join('')}</manifest><spine>${spine.join('')}</spine></package>`,
    ...pages,
    ...more,
  });
}

it('writes the chapters in the order of reading', async () => {
  const bytes = makeEpub({
    items: { a: 'a%20b.xhtml', b: 'sub/b.xhtml', c: 'a%20b.xhtml#part', unused: 'c.xhtml' },
    order: ['b', 'a', 'c'],
    pages: {
      'OEBPS/a b.xhtml': page('<h1>متن</h1><a id="x"/><p>After <a href="b.xhtml">link</a> <script>x()</script></p>'),
      'OEBPS/sub/b.xhtml': page(
        '<h1>First</h1><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>',
      ),
      'OEBPS/c.xhtml': page('not in the book'),
    },
  });
  const { markdown, mime, fields } = await extract(bytes, 'a.zip', 'application/zip');
  expect(markdown).toBe('# First\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n# متن\n\nAfter link');
  expect(mime).toBe('application/epub+zip');
  expect(fields).toEqual({ title: 'Book', authors: ['Ann', 'Bob'], language: 'fa' });
});

it('reads a chapter in a legacy charset', async () => {
  const text = Buffer.from(
    '<?xml version="1.0" encoding="windows-1251"?><html><body><p>\xcf\xf0\xe8</p></body></html>',
    'latin1',
  );
  const { markdown } = await extract(
    makeEpub({ items: { a: 'a.xhtml' }, order: ['a'], pages: { 'OEBPS/a.xhtml': text } }),
  );
  expect(markdown).toBe('При');
});

it('says how many chapters are missing, and that all are', async () => {
  const some = makeEpub({
    items: { a: 'a.xhtml', b: 'b.xhtml' },
    order: ['a', 'b'],
    pages: { 'OEBPS/a.xhtml': page('x') },
  });
  expect((await extract(some)).warnings).toEqual(['1 chapter(s) are missing in the file.']);
  const none = makeEpub({ items: { a: 'a.xhtml' }, order: ['a'], pages: {} });
  expect((await failureOf(extract(none))).kind).toBe('unreadable');
});

it('says that a book is protected, but not because of its fonts', async () => {
  const encryption = (uri: string) => ({
    'META-INF/encryption.xml': `<encryption><CipherReference URI="${uri}"/></encryption>`,
  });
  const book = { items: { a: 'a.xhtml' }, order: ['a'], pages: { 'OEBPS/a.xhtml': page('x') } };
  const error = await failureOf(extract(makeEpub({ ...book, more: encryption('OEBPS/a.xhtml') })));
  expect([error.kind, error.message]).toEqual(['unreadable', expect.stringContaining('protected against copying')]);
  expect((await extract(makeEpub({ ...book, more: encryption('OEBPS/font.otf') }))).markdown).toBe('x');
});

it('names what is missing in a broken book, and reads nothing outside of it', async () => {
  const broken = zipOf({ mimetype: 'application/epub+zip', 'META-INF/container.xml': container });
  expect((await failureOf(extract(broken))).message).toContain('OEBPS/book.opf is missing');
  const outside = makeEpub({ items: { a: '../../../../etc/passwd' }, order: ['a'], pages: {} });
  expect((await failureOf(extract(outside))).kind).toBe('unreadable');
});

it('reads a chapter once, however often the book lists it', async () => {
  const text = 'x '.repeat(100_000).trim();
  const order = Array.from({ length: 200_000 }, () => 'a');
  const bytes = makeEpub({ items: { a: 'a.xhtml' }, order, pages: { 'OEBPS/a.xhtml': page(`<p>${text}</p>`) } });
  expect((await extract(bytes)).markdown.length).toBe(text.length);
});
