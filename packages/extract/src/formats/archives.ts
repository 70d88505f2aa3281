import type { ByteFormat } from './format.ts';

export const zip: ByteFormat = {
  name: 'zip',
  content: 'bytes',
  mimes: ['application/zip', 'application/x-zip-compressed', 'application/java-archive'],
  extensions: ['zip', 'jar'],
  async convert(source) {
    const { convertZip } = await import('../archive/convert-zip.ts');
    return convertZip(source);
  },
};

export const tar: ByteFormat = {
  name: 'tar',
  content: 'bytes',
  mimes: ['application/x-tar', 'application/tar'],
  extensions: ['tar'],
  async convert(source) {
    const { convertTar } = await import('../archive/convert-tar.ts');
    return convertTar(source);
  },
};

export const gzip: ByteFormat = {
  name: 'gzip',
  content: 'bytes',
  mimes: ['application/gzip', 'application/x-gzip', 'application/x-compressed-tar'],
  extensions: ['gz', 'tgz', 'gzip'],
  async convert(source) {
    const { convertCompressed } = await import('../archive/convert-compressed.ts');
    return convertCompressed(source, 'gzip');
  },
};

export const zstd: ByteFormat = {
  name: 'zstd',
  content: 'bytes',
  mimes: ['application/zstd'],
  extensions: ['zst', 'zstd'],
  async convert(source) {
    const { convertCompressed } = await import('../archive/convert-compressed.ts');
    return convertCompressed(source, 'zstd');
  },
};
