import { expect, it } from 'vitest';
import { extract, failureOf, makeExtractor, markdownOf } from './extracting.ts';
import { makePdf, type PdfText } from './make-pdf.ts';

function lines(texts: readonly string[], y: number, size = 11): PdfText[] {
  return texts.map((text, index) => ({ text, y: y - index * size * 1.25, size }));
}

const report = () =>
  makePdf(
    [
      [
        { text: 'Annual report', y: 780, size: 24 },
        ...lines(['The first paragraph has a long and exhaus-', 'tive first line and goes on.', 'It ends here.'], 740),
        ...lines(['The second one.'], 670),
        { text: 'Numbers', y: 640, size: 16 },
        ...lines(['\x95 first item that is', 'longer', '\x95 second item'], 610),
      ],
      [
        { text: 'Two', y: 740 },
        { text: 'words', y: 740, x: 200 },
      ],
    ],
    {
      info: { Title: 'Report \\(2024\\)', Author: 'Ann', CreationDate: "D:20240131120000+01'00'", ModDate: 'D:2024' },
      compressed: true,
    },
  );

it('reads headings, paragraphs and lists', async () => {
  expect(await markdownOf(report(), 'report.pdf')).toBe(
    [
      '# Annual report',
      'The first paragraph has a long and exhaustive first line and goes on. It ends here.',
      'The second one.',
      '## Numbers',
      '- first item that is longer',
      '- second item',
      'Two words',
    ].join('\n\n'),
  );
});

it('reads title, author, dates and the number of pages', async () => {
  const { fields, mime, warnings } = await extract(report(), 'report.pdf');
  expect([mime, warnings]).toEqual(['application/pdf', []]);
  expect(fields).toEqual({
    title: 'Report (2024)',
    authors: ['Ann'],
    createdAt: '2024-01-31T11:00:00.000Z',
    modifiedAt: '2024-01-01T00:00:00.000Z',
    pages: 2,
  });
});

it('leaves out page numbers, and running headers but the first', async () => {
  const pages = Array.from({ length: 5 }, (_value, index) => [
    { text: 'Handbook', y: 800 },
    { text: `Step ${index + 1}`, y: 500 },
    { text: `Page ${index + 1} of 5`, y: 40 },
  ]);
  expect(await markdownOf(makePdf(pages), 'a.pdf')).toBe('Handbook\n\nStep 1\n\nStep 2\n\nStep 3\n\nStep 4\n\nStep 5');
});

it.each([
  ['protected by a password', makePdf([lines(['x'], 700)], { encrypted: true }), 'protected by a password'],
  ['cut off', makePdf([lines(['x'], 700)]).slice(0, 250), 'broken'],
  ['a header only', new TextEncoder().encode('%PDF-1.7\nnothing'), 'broken'],
  ['other bytes', Uint8Array.from({ length: 1000 }, (_value, index) => (index * 7) % 256), 'not a valid PDF'],
])('says why a PDF cannot be read: %s', async (_name, bytes, message) => {
  const error = await failureOf(extract(bytes, 'a.pdf'));
  expect([error.kind, error.message, error.hint]).toEqual([
    'unreadable',
    expect.stringContaining(message),
    expect.any(String),
  ]);
});

it('says that a scan has no text', async () => {
  const error = await failureOf(extract(makePdf([[], []]), 'scan.pdf'));
  expect([error.kind, error.hint]).toEqual(['unsupported', expect.stringContaining('OCR')]);
});

it('repairs a PDF whose table of objects is wrong', async () => {
  const text = Buffer.from(makePdf([lines(['still here'], 700)])).toString('latin1');
  const broken = text.replace(/startxref\n\d+/, 'startxref\n5');
  expect(await markdownOf(new Uint8Array(Buffer.from(broken, 'latin1')), 'a.pdf')).toBe('still here');
});

it('stops what unpacks to more memory than allowed, and goes on with the next one', async () => {
  const extractor = makeExtractor({ workers: 1, maxBufferMiB: 48 });
  const bomb = makePdf([], { streams: [Buffer.alloc(200_000_000, ' ')], compressed: true });
  expect(bomb.length).toBeLessThan(1_000_000);
  const error = await failureOf(extractor.extract({ bytes: bomb }));
  expect([error.kind, error.message]).toEqual([
    'unreadable',
    'Reading this document needed more than 48 MiB of memory.',
  ]);
  expect((await extractor.extract({ bytes: makePdf([lines(['alive'], 700)]) })).markdown).toBe('alive');
});

it('names the character map that a Chinese PDF refers to instead of holding it', async () => {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>',
    '<< /Length 48 >>\nstream\nBT /F1 12 Tf 72 700 Td <4F60597D4E16754C> Tj ET \nendstream',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 0 1000 1000] /Ascent 800 /Descent -200 >>',
  ];
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('');
  const pdf = new TextEncoder().encode(`%PDF-1.4\n${body}trailer << /Root 1 0 R /Size 8 >>`);
  const error = await failureOf(extract(pdf, 'a.pdf'));
  expect([error.kind, error.message, error.hint]).toEqual([
    'unsupported',
    expect.stringContaining('UniGB-UCS2-H'),
    expect.stringContaining('pdfjs-dist'),
  ]);
});
