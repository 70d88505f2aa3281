import type { TextFormat } from './format.ts';

export const notebook: TextFormat = {
  name: 'Jupyter notebook',
  content: 'text',
  mimes: ['application/x-ipynb+json'],
  extensions: ['ipynb'],
  recognize(text) {
    return text.trimStart()[0] === '{' && text.includes('"nbformat"') && /"(?:cells|worksheets)"\s*:/.test(text);
  },
  async convert(source) {
    const { convertNotebook } = await import('../notebook/convert-notebook.ts');
    return convertNotebook(source);
  },
};
