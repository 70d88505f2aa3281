import type { ByteFormat } from './format.ts';

const signature = [0x7b, 0x5c, 0x72, 0x74, 0x66];

export const rtf: ByteFormat = {
  name: 'rich text',
  content: 'bytes',
  mimes: ['application/rtf', 'text/rtf', 'application/x-rtf', 'text/richtext'],
  extensions: ['rtf'],
  recognize: (bytes) => signature.every((byte, index) => bytes[index] === byte),
  async convert(source) {
    const { convertRtf } = await import('../rtf/convert-rtf.ts');
    return convertRtf(source);
  },
};
