import { convertJson } from '../json/convert-json.ts';
import type { TextFormat } from './format.ts';

export const json: TextFormat = {
  name: 'JSON',
  content: 'text',
  mimes: ['application/json', 'text/json', 'application/ld+json', 'application/vnd.api+json', 'application/geo+json'],
  extensions: ['json', 'geojson', 'jsonld', 'webmanifest'],
  convert: convertJson,
};
