import { inject } from 'vitest';
import { type DatabasePlace, makeServerPlace, makeSqlitePlace } from './make-place.ts';

/** For `describe.each`: what the store does must be the same on both. */
export const engines: readonly (readonly [name: string, makePlace: () => Promise<DatabasePlace>])[] = [
  ['SQLite', async () => makeSqlitePlace()],
  ['MariaDB', () => makeServerPlace(inject('mariadbUrl'))],
];
