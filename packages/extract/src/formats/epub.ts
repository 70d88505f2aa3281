import type { ByteFormat } from './format.ts';

export const epub: ByteFormat = {
  name: 'EPUB',
  content: 'bytes',
  mimes: ['application/epub+zip'],
  extensions: ['epub'],
  async convert(source) {
    const { convertEpub } = await import('../epub/convert-epub.ts');
    return convertEpub(source);
  },
};
