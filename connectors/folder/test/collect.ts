import type { Change, Document, Failure, Fetched, Slice } from '@acequia/core/contract';
import type { Cursor } from '../src/cursor.ts';
import { fetchContent } from '../src/fetch-content.ts';
import { read } from '../src/read.ts';
import { createContext, type TestContext } from './test-context.ts';

/** The slice of a data source with these picks. */
export function sliceOf(...picks: string[]): Slice {
  return { id: '', roots: picks.map((id) => ({ id })) };
}

/** All that a stream gives. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of stream) found.push(item);
  return found;
}

/** One read to its end. */
export function readAll(
  context: TestContext | string,
  slice: Slice = sliceOf(),
  cursor: Cursor | null = null,
): Promise<Change<Cursor>[]> {
  return collect(read(typeof context === 'string' ? createContext({ path: context }) : context, slice, cursor));
}

/** The documents among changes, in their order. */
export function documentsOf(changes: readonly Change<Cursor>[]): Document[] {
  return changes.flatMap((change) => (change.type === 'upsert' ? [change.document] : []));
}

/** The ids of the documents among changes. */
export function idsOf(changes: readonly Change<Cursor>[]): string[] {
  return documentsOf(changes).map(({ id }) => id);
}

/** The failures among changes. */
export function failuresOf(changes: readonly Change<Cursor>[]): Failure[] {
  return changes.filter((change) => change.type === 'failure');
}

/** The document with this id; throws when there is none. */
export function documentOf(changes: readonly Change<Cursor>[], id: string): Document {
  const document = documentsOf(changes).find((one) => one.id === id);
  if (!document) throw new Error(`No document ${id}`);
  return document;
}

/** Whether a read claimed that it listed everything. */
export function isComplete(changes: readonly Change<Cursor>[]): boolean {
  return changes.some(({ type }) => type === 'complete');
}

/** The answer for one document. */
export async function fetchOne(context: TestContext | string, id: string, storedVersion?: string): Promise<Fetched> {
  const [fetched] = await collect(
    fetchContent(typeof context === 'string' ? createContext({ path: context }) : context, [
      { id, ...(storedVersion !== undefined && { storedVersion }) },
    ]),
  );
  if (!fetched) throw new Error('No answer');
  return fetched;
}

/** The bytes of an answer; throws what the stream throws, or that it has none. */
export async function bytesOf(fetched: Fetched): Promise<Buffer> {
  if (!('body' in fetched)) throw new Error(`No body: ${JSON.stringify(fetched)}`);
  if (typeof fetched.body === 'string') return Buffer.from(fetched.body);
  return fetched.body instanceof Uint8Array ? Buffer.from(fetched.body) : Buffer.concat(await collect(fetched.body));
}
