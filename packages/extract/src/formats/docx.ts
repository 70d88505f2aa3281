import type { ByteFormat } from './format.ts';

export const docx: ByteFormat = {
  name: 'Word',
  content: 'bytes',
  mimes: [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.template',
    'application/vnd.ms-word.document.macroenabled.12',
  ],
  extensions: ['docx', 'docm', 'dotx'],
  async convert(source) {
    const { convertDocx } = await import('../docx/convert-docx.ts');
    return convertDocx(source);
  },
};
