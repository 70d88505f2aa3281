export * from './contract/index.ts';
export type { Extracted, Extractor, ExtractRequest } from './ports/extractor.ts';
