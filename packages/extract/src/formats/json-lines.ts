import { convertJsonLines } from '../json/convert-json-lines.ts';
import type { TextFormat } from './format.ts';

export const jsonLines: TextFormat = {
  name: 'JSON lines',
  content: 'text',
  mimes: ['application/jsonl', 'application/x-ndjson', 'application/x-jsonlines', 'application/ndjson'],
  extensions: ['jsonl', 'ndjson'],
  convert: convertJsonLines,
};
