import type { ByteFormat } from './format.ts';

export const xlsx: ByteFormat = {
  name: 'Excel',
  content: 'bytes',
  mimes: [
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.template',
    'application/vnd.ms-excel.sheet.macroenabled.12',
  ],
  extensions: ['xlsx', 'xlsm', 'xltx'],
  async convert(source) {
    const { convertXlsx } = await import('../xlsx/convert-xlsx.ts');
    return convertXlsx(source);
  },
};
