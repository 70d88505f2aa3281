import type { ByteFormat } from './format.ts';

/** Pictures: only what their files say about them. */
export const image: ByteFormat = {
  name: 'picture',
  content: 'bytes',
  mimes: [
    'image/png',
    'image/jpeg',
    'image/gif',
    'image/webp',
    'image/tiff',
    'image/heic',
    'image/heif',
    'image/avif',
    'image/bmp',
    'image/apng',
    'image/jxl',
  ],
  extensions: ['png', 'jpg', 'jpeg', 'gif', 'webp', 'tif', 'tiff', 'heic', 'avif', 'bmp', 'jxl'],
  async convert(source) {
    const { convertImage } = await import('../image/convert-image.ts');
    return convertImage(source);
  },
};
