import type { ByteFormat } from './format.ts';

const prefix = 'application/vnd.oasis.opendocument.';

export const odt: ByteFormat = {
  name: 'OpenDocument text',
  content: 'bytes',
  mimes: [`${prefix}text`, `${prefix}text-template`, `${prefix}text-web`, `${prefix}text-master`],
  extensions: ['odt', 'ott'],
  async convert(source) {
    const { convertOdfText } = await import('../odf/convert-odf-text.ts');
    return convertOdfText(source);
  },
};

export const odp: ByteFormat = {
  ...odt,
  name: 'OpenDocument presentation',
  mimes: [`${prefix}presentation`, `${prefix}presentation-template`],
  extensions: ['odp', 'otp'],
};

export const ods: ByteFormat = {
  name: 'OpenDocument spreadsheet',
  content: 'bytes',
  mimes: [`${prefix}spreadsheet`, `${prefix}spreadsheet-template`],
  extensions: ['ods', 'ots'],
  async convert(source) {
    const { convertOdfSheets } = await import('../odf/convert-odf-sheets.ts');
    return convertOdfSheets(source);
  },
};
