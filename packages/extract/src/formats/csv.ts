import type { TextFormat } from './format.ts';

/** Comma-, semicolon-, tab- or pipe-separated rows, the first one being the header. */
export const csv: TextFormat = {
  name: 'CSV',
  content: 'text',
  mimes: ['text/csv', 'text/tab-separated-values', 'application/csv', 'text/x-csv', 'text/tsv'],
  extensions: ['csv', 'tsv', 'tab'],
  async convert(source) {
    const { convertCsv } = await import('../csv/convert-csv.ts');
    return convertCsv(source);
  },
};
