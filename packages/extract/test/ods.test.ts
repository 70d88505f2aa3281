import { expect, it } from 'vitest';
import { extract, failureOf, markdownOf } from './extracting.ts';
import { makeOdf } from './make-odf.ts';

const make = (body: string) => makeOdf({ kind: 'spreadsheet', body });
const cell = (content: string, more = '') => `<table:table-cell ${more}><text:p>${content}</text:p></table:table-cell>`;
const row = (cells: string, more = '') => `<table:table-row ${more}>${cells}</table:table-row>`;
const sheet = (name: string, rows: string) => `<table:table table:name="${name}">${rows}</table:table>`;

it('writes cells as they are shown, without empty rows and columns', async () => {
  const empty = '<table:table-cell table:number-columns-repeated="16000"/>';
  const rows = [
    row(`<table:table-cell/>${cell('Tag')}${cell('1,5')}${empty}`),
    row(empty, 'table:number-rows-repeated="1000000"'),
    row(`<table:table-cell/>${cell('a|b', 'table:number-columns-repeated="2"')}`),
    row('<table:table-cell/><table:table-cell office:value="7" office:value-type="float"/>'),
  ];
  const { markdown, mime } = await extract(make(sheet('One', rows.join('')) + sheet('Two', '')));
  expect(markdown).toBe('## One\n\n| Tag | 1,5 |\n| --- | --- |\n| a\\|b | a\\|b |\n| 7 |  |');
  expect(mime).toBe('application/vnd.oasis.opendocument.spreadsheet');
});

it('keeps comments', async () => {
  const commented =
    '<table:table-cell><office:annotation><dc:creator>Ann</dc:creator><text:p>why</text:p></office:annotation><text:p>5</text:p></table:table-cell>';
  expect(await markdownOf(make(sheet('S', row(commented))))).toBe('## S\n\n| Comment: why<br>5 |\n| --- |');
});

it('refuses a cell that claims to be there a billion times', async () => {
  const many = cell('x'.repeat(1000), 'table:number-columns-repeated="999999999"');
  const error = await failureOf(
    extract(make(sheet('S', row(many, 'table:number-rows-repeated="999999999"').repeat(50)))),
  );
  expect(error.kind).toBe('too-large');
});
