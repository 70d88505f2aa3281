import { type AnyConnector, type Change, type Document, defineConnector, type Json } from '@acequia/core';
import { z } from 'zod';

/** What a scripted connector says; replace members between syncs. */
export interface Script {
  slices: readonly { readonly id: string; readonly version?: string }[];
  /** What the host told `slices` the last time. */
  known: readonly string[];
  /** What `read` yields; a function may throw half-way. */
  read: (slice: string, cursor: Json | null) => Iterable<Change<Json>> | AsyncIterable<Change<Json>>;
  /** `read` calls so far, as slice and cursor. */
  readonly reads: (readonly [slice: string, cursor: Json | null])[];
}

/** A connector that says what a test wants, and nothing else. Extra members are added to it. */
export function scriptConnector(more: Partial<AnyConnector> = {}): { connector: AnyConnector; script: Script } {
  const script: Script = { slices: [{ id: 'one' }], known: [], read: () => [], reads: [] };
  const connector: AnyConnector = {
    ...defineConnector<unknown, Json>({
      type: 'scripted',
      contract: 1,
      title: 'Scripted',
      description: 'Says what a test wants.',
      settings: z.unknown(),
      auth: [{ type: 'none' }],
      cursor: z.json(),
      contentRevision: 1,
      capabilities: { incremental: 'feed', deletions: 'feed', stableIds: true },
      validate: async () => [],
      async *slices(_context, _picks, known = []) {
        script.known = known;
        for (const slice of script.slices) yield { ...slice, roots: [] };
      },
      async *read(_context, slice, cursor) {
        script.reads.push([slice.id, cursor]);
        yield* script.read(slice.id, cursor);
      },
    }),
    ...more,
  };
  return { connector, script };
}

/** An upsert of a small text. */
export function text(id: string, more: Partial<Document> = {}): Change<never> {
  return {
    type: 'upsert',
    document: { id, title: id, version: '1', mime: 'text/plain', body: `text of ${id}`, ...more },
  };
}

/** An upsert of a folder. */
export function folder(id: string, parent?: string): Change<never> {
  return { type: 'upsert', document: { id, title: id, container: true, ...(parent !== undefined && { parent }) } };
}

/** `count` small texts called `PREFIX0`, `PREFIX1` ... */
export function texts(prefix: string, count: number, more: Partial<Document> = {}): Change<never>[] {
  return Array.from({ length: count }, (_, index) => text(`${prefix}${index}`, more));
}

export const complete: Change<never> = { type: 'complete' };

export const checkpoint = (cursor: Json): Change<Json> => ({ type: 'checkpoint', cursor });
