import { expect, it } from 'vitest';
import { extract, failureOf, markdownOf } from './extracting.ts';
import { relationships } from './make-docx.ts';
import { zipOf } from './make-zip.ts';

const names =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const styles = `<styleSheet ${names}><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><cellXfs>${[0, 14, 10, 164, 46, 21].map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`;
const general = 0;
const day = 1;
const percent = 2;
const moment = 3;
const duration = 4;
const clock = 5;

interface Book {
  readonly sheets: Readonly<Record<string, string>>;
  readonly strings?: readonly string[];
  readonly workbook?: string;
  readonly more?: Readonly<Record<string, string>>;
}

function makeXlsx({ sheets, strings = [], workbook = '', more = {} }: Book): Uint8Array<ArrayBuffer> {
  const list = Object.keys(sheets).map((name, index) => `<sheet name="${name}" sheetId="${index}" r:id="s${index}"/>`);
  const links = Object.keys(sheets).map((_name, index) => [`s${index}`, ['worksheet', `sheet${index}.xml`]] as const);
  const contents = Object.values(sheets).map(
    (rows, index) =>
      [`xl/sheet${index}.xml`, `<worksheet ${names}><sheetData>${rows}</sheetData></worksheet>`] as const,
  );
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relationships({ r: ['officeDocument', 'xl/workbook.xml'] }),
    'xl/workbook.xml': `<workbook ${names}>${workbook}<sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships({
      ...Object.fromEntries(links),
      t: ['sharedStrings', 'strings.xml'],
      f: ['styles', 'styles.xml'],
    }),
    'xl/strings.xml': `<sst ${names}>${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    'xl/styles.xml': styles,
    ...Object.fromEntries(contents),
    ...more,
  });
}

const number = (at: string, value: string, style = general) => `<c r="${at}" s="${style}"><v>${value}</v></c>`;
const text = (at: string, index: number) => `<c r="${at}" t="s"><v>${index}</v></c>`;
const row = (...cells: readonly string[]) => `<row>${cells.join('')}</row>`;

it('writes each sheet as a table below its name', async () => {
  const bytes = makeXlsx({
    sheets: {
      'R&amp;D': row(text('B2', 0), text('D2', 1)) + row(number('B3', '1'), number('C3', '0.30000000000000004')),
      Empty: '',
      Two: row(
        '<c t="inlineStr"><is><t>in</t><rPh><t>reading</t></rPh></is></c><c t="b"><v>1</v></c><c t="str"><v>sum</v></c>',
      ),
    },
    strings: ['<r><t>ri</t></r><r><t>ch</t></r>', '<t>a|b&lt;script&gt;</t><rPh><t>x</t></rPh>'],
  });
  const { markdown, mime, fields } = await extract(bytes);
  expect(markdown).toBe(
    '## R&D\n\n| rich |  | a\\|b\\<script> |\n| --- | --- | --- |\n| 1 | 0.3 |  |\n\n## Two\n\n| in | TRUE | sum |\n| --- | --- | --- |',
  );
  expect(mime).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  expect(fields).toEqual({ sheets: 3 });
});

it.each([
  ['a day', number('A1', '45351', day), '2024-02-29'],
  ['the first day', number('A1', '1', day), '1900-01-01'],
  ['a moment', number('A1', '45351.5', moment), '2024-02-29 12:00:00'],
  ['a time', number('A1', '0.75', clock), '18:00:00'],
  ['a duration', number('A1', '1.5', duration), '36:00:00'],
  ['a share', number('A1', '0.125', percent), '12.5%'],
  ['a long id', number('A1', '123456789012345'), '123456789012345'],
  ['an error', '<c t="e"><v>#DIV/0!</v></c>', '#DIV/0!'],
  ['a day too far away', number('A1', '1e99', day), '1e+99'],
])('shows %s as people read it', async (_name, cell, shown) => {
  expect(await markdownOf(makeXlsx({ sheets: { S: row(cell) } }))).toContain(`| ${shown} |`);
});

it('writes right-to-left cells in the order of the sheet', async () => {
  const bytes = makeXlsx({
    sheets: { גיליון: row(text('A1', 0), text('B1', 1)) + row(number('A2', '12'), text('B2', 2)) },
    strings: ['<t>שם</t>', '<t>الاسم Latin</t>', '<t>سلام</t>'],
  });
  expect((await extract(bytes)).markdown).toBe('## גיליון\n\n| שם | الاسم Latin |\n| --- | --- |\n| 12 | سلام |');
});

it('counts days from 1904 where the workbook does', async () => {
  const bytes = makeXlsx({ sheets: { S: row(number('A1', '43889', day)) }, workbook: '<workbookPr date1904="1"/>' });
  expect(await markdownOf(bytes)).toContain('| 2024-02-29 |');
});

it('reads comments and text boxes', async () => {
  const bytes = makeXlsx({
    sheets: { S: row(number('A1', '1')) },
    more: {
      'xl/_rels/sheet0.xml.rels': relationships({ c: ['comments', 'comments.xml'], d: ['drawing', 'drawing.xml'] }),
      'xl/comments.xml': `<comments ${names}><commentList><comment ref="A1"><text><t>Why?</t></text></comment></commentList></comments>`,
      'xl/drawing.xml': '<d xmlns:a="x"><a:p><a:r><a:t>Box</a:t></a:r></a:p></d>',
    },
  });
  expect(await markdownOf(bytes)).toBe('## S\n\n| 1 |\n| --- |\n\nComment on A1: Why?\n\nBox');
});

it('keeps cells far to the right', async () => {
  const cells = Array.from({ length: 1200 }, (_value, index) => `<c><v>${index + 5000}</v></c>`);
  const { markdown, warnings } = await extract(makeXlsx({ sheets: { S: row(...cells) } }));
  expect(markdown).toContain('6199');
  expect(warnings).toEqual(['Cells far to the right in the sheet S are joined in its last column.']);
});

it.each([
  [
    'a long text in many cells',
    { sheets: { S: row(text('A1', 0)).repeat(2000) }, strings: [`<t>${'x'.repeat(100_000)}</t>`] },
  ],
  [
    'a long text in many columns',
    { sheets: { S: row('<c t="s"><v>0</v></c>'.repeat(16_000)) }, strings: [`<t>${'x'.repeat(100_000)}</t>`] },
  ],
  [
    'many texts',
    { sheets: { S: row(text('A1', 0)) }, strings: new Array<string>(200_000).fill(`<t>${'x'.repeat(100)}</t>`) },
  ],
])('refuses %s before it fills the memory', async (_name, book) => {
  expect((await failureOf(extract(makeXlsx(book)))).kind).toBe('too-large');
});

it('says that a workbook has no text', async () => {
  const error = await failureOf(extract(makeXlsx({ sheets: { S: '' } })));
  expect([error.kind, error.message]).toEqual(['unreadable', 'This document contains no text.']);
});
