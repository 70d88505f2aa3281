import { expect, it } from 'vitest';
import { extract, failureOf, markdownOf } from './extracting.ts';
import { docxParts, makeDocx, paragraph, relationships, run, wordPart } from './make-docx.ts';
import { makeZip, zipOf } from './make-zip.ts';

const mime = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const styles = wordPart(
  'styles',
  [
    ['h1', 'heading 1', ''],
    ['Titel', 'Title', ''],
    ['own', 'My own', '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'],
    ['child', 'Child of it', '<w:basedOn w:val="own"/>'],
    ['code', 'Source Code', ''],
  ]
    .map(
      ([id, name, more]) => `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${more}</w:style>`,
    )
    .join(''),
);
const numbering = wordPart(
  'numbering',
  `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>`,
);
const links = relationships({
  s: ['styles', 'styles.xml'],
  n: ['numbering', 'numbering.xml'],
  f: ['footnotes', 'footnotes.xml'],
  c: ['comments', '/word/comments.xml'],
  h: ['header', 'header1.xml'],
  a: ['hyperlink', 'https://example.org/a?b=1&amp;c=2'],
});
const notes = wordPart('footnotes', `<w:footnote w:id="2">${paragraph('Said once.')}</w:footnote>`);
const comments = wordPart('comments', `<w:comment w:id="0" w:author="Ann">${paragraph('Really?')}</w:comment>`);
const header = wordPart('hdr', paragraph('Confidential'));

function read(body: string): Promise<string> {
  return markdownOf(
    makeDocx(body, {
      'word/styles.xml': styles,
      'word/numbering.xml': numbering,
      'word/_rels/document.xml.rels': links,
      'word/footnotes.xml': notes,
      'word/comments.xml': comments,
      'word/header1.xml': header,
    }),
  );
}

const styled = (text: string, id: string) => paragraph(text, `<w:pStyle w:val="${id}"/>`);
const item = (text: string, level: number) =>
  paragraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="7"/></w:numPr>`);
const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;

it.each([
  ['headings', styled('A', 'h1') + styled('B', 'child') + paragraph('c'), '# A\n\n### B\n\nc'],
  ['a title', styled('T', 'Titel'), '# T'],
  ['lists', item('a', 0) + item('b', 1) + item('c', 0) + paragraph('d'), '3. a\n   - b\n4. c\n\nd'],
  ['code', styled('if (a &lt; b)', 'code') + styled('  go()', 'code'), '```\nif (a < b)\n  go()\n```'],
  [
    'styles of characters, in the middle of a word too',
    `<w:p>${run('so')}${run('me', '<w:b/>')}${run(' x', '<w:b w:val="0"/><w:i/>')}${run(' y', '<w:strike/>')}</w:p>`,
    'so**me** *x* ~~y~~',
  ],
  [
    'a table',
    `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('a')}${cell('b|c')}</w:tr><w:tr>${cell('wide', '<w:gridSpan w:val="2"/>')}</w:tr></w:tbl>`,
    '| a | b\\|c |\n| --- | --- |\n| wide |  |',
  ],
  ['links', `<w:p><w:hyperlink r:id="a">${run('here')}</w:hyperlink></w:p>`, '[here](https://example.org/a?b=1&c=2)'],
  [
    'fields',
    `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://x.org" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('X')}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
    '[X](https://x.org)',
  ],
  ['right-to-left text', paragraph('שלום עולם و السلام', '<w:bidi/>'), 'שלום עולם و السلام'],
  [
    'a text box once',
    `<w:p>${run('Out')}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent>${paragraph('In')}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:txbxContent>${paragraph('In')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
    'Out\n\nIn',
  ],
  ['what looks like markup', paragraph('*a* # _b_ &lt;i&gt; [x](y)'), '\\*a\\* # \\_b\\_ \\<i> [x\\](y)'],
])('writes %s', async (_name, body, markdown) => {
  expect(await read(body)).toBe(`${markdown}\n\nConfidential`);
});

it('takes tracked changes as accepted and leaves out what is hidden', async () => {
  const body = `<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins>${run('new')}</w:ins>${run('secret', '<w:vanish/>')}</w:p>`;
  expect(await read(body)).toBe('new\n\nConfidential');
});

it('puts footnotes and comments below the text, each once', async () => {
  const body = `<w:p>${run('a')}<w:r><w:footnoteReference w:id="2"/></w:r>${run(' b')}<w:r><w:commentReference w:id="0"/></w:r></w:p>`;
  expect(await read(body)).toBe('a[^1] b[^2]\n\n[^1]: Said once.\n\n[^2]: Comment by Ann: Really?\n\nConfidential');
});

it('reads what the document says about itself', async () => {
  const core =
    '<c:coreProperties xmlns:c="x" xmlns:dc="y"><dc:title>Plan</dc:title><dc:creator>Ann</dc:creator><c:keywords>a, b</c:keywords><c:created>2024-01-02T03:04:05Z</c:created></c:coreProperties>';
  const rels = relationships({ r1: ['officeDocument', 'word/document.xml'], r2: ['core-properties', 'core.xml'] });
  const { fields, mime: found } = await extract(
    makeDocx(paragraph('x'), { '_rels/.rels': rels, 'core.xml': core }),
    'a.txt',
  );
  expect(found).toBe(mime);
  expect(fields).toEqual({ title: 'Plan', authors: ['Ann'], keywords: 'a, b', createdAt: '2024-01-02T03:04:05.000Z' });
});

it('expands no entities and loads nothing', async () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>`;
  const parts = docxParts(paragraph('x&b;&f;y'));
  const document = parts['word/document.xml']?.replace('?>', `?>${bomb}`) ?? '';
  expect(await markdownOf(zipOf({ ...parts, 'word/document.xml': document }))).toBe('x&b;&f;y'.replaceAll('&', '\\&'));
});

it.each([
  ['nothing', makeDocx(''), 'This document contains no text.'],
  [
    'no main part',
    zipOf({ '[Content_Types].xml': '<Types/>', 'word/styles.xml': styles }),
    'word/document.xml is missing',
  ],
  ['half of a file', makeDocx(paragraph('x')).slice(0, 300), 'This file is broken'],
])('says what is wrong with %s', async (_name, bytes, message) => {
  const error = await failureOf(extract(bytes, 'a.docx'));
  expect([error.kind, error.message]).toEqual(['unreadable', expect.stringContaining(message)]);
});

it('refuses a part whose checksum is wrong, and one that is encrypted', async () => {
  const files = Object.entries(docxParts(paragraph('x'))).map(([name, content]) => ({ name, content }));
  const change = (more: object) =>
    makeZip(files.map((file) => (file.name.startsWith('word/') ? { ...file, ...more } : file)));
  expect((await failureOf(extract(change({ checksum: 1 })))).message).toContain('checksum is wrong');
  expect((await failureOf(extract(change({ flags: 0x801 })))).message).toContain('protected by a password');
});
