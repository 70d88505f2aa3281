import { existsSync } from 'node:fs';
import { folder } from './kinds/folder.ts';
import { imap } from './kinds/imap.ts';
import { s3 } from './kinds/s3.ts';
import { webdav } from './kinds/webdav.ts';
import type { MeasuredSource } from './source.ts';

const known: readonly MeasuredSource[] = [folder, ...webdav, s3, imap];

/** Those whose connector is in this checkout. @param only a source, or the type of a connector; absent: all */
export function findSources(only?: string): readonly MeasuredSource[] {
  return known.filter(
    ({ name, type }) =>
      existsSync(new URL(`../../../connectors/${type}`, import.meta.url)) &&
      (only === undefined || only === name || only === type),
  );
}
