import type { ByteFormat } from './format.ts';

export const pptx: ByteFormat = {
  name: 'PowerPoint',
  content: 'bytes',
  mimes: [
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'application/vnd.openxmlformats-officedocument.presentationml.slideshow',
    'application/vnd.openxmlformats-officedocument.presentationml.template',
    'application/vnd.ms-powerpoint.presentation.macroenabled.12',
  ],
  extensions: ['pptx', 'pptm', 'ppsx', 'potx'],
  async convert(source) {
    const { convertPptx } = await import('../pptx/convert-pptx.ts');
    return convertPptx(source);
  },
};
