import type { ByteFormat } from './format.ts';

const signature = [0x25, 0x50, 0x44, 0x46, 0x2d];

export const pdf: ByteFormat = {
  name: 'PDF',
  content: 'bytes',
  mimes: ['application/pdf', 'application/x-pdf'],
  extensions: ['pdf'],
  recognize: (bytes) => signature.every((byte, index) => bytes[index] === byte),
  async convert(source) {
    const { convertPdf } = await import('../pdf/convert-pdf.ts');
    return convertPdf(source);
  },
};
