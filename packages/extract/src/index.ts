export { createExtractor } from './create-extractor.ts';
export type { ExtractorOptions } from './extractor-options.ts';
export { revision } from './revision.ts';
