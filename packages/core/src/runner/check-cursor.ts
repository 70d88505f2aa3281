import { SourceError } from '../contract/errors.ts';
import type { Json } from '../contract/json.ts';

const mostBytes = 64 * 1024;

/** @throws SourceError `internal` when a cursor is too large to be kept with every batch */
export function checkCursor(cursor: Json): void {
  if (Buffer.byteLength(JSON.stringify(cursor)) > mostBytes) {
    throw new SourceError('internal', `The connector's cursor is larger than ${mostBytes} bytes`);
  }
}
