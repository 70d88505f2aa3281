import { hash } from 'node:crypto';
import type { Body } from '../contract/body.ts';
import { describeError, SourceError } from '../contract/errors.ts';
import type { ContentWrite } from '../ports/batch.ts';
import type { Extractor } from '../ports/extractor.ts';
import type { Digest, StoredDocument, SyncStore } from '../ports/sync-store.ts';
import { abortable } from './abortable.ts';
import { nextRetry } from './retry-schedule.ts';

/** Text that cost nothing to make and is smaller than this stays with its document; the rest is kept once per content. */
const sharedFrom = 16 * 1024;

/** A body as it came. */
export interface ReceivedBody {
  readonly body: Body;
  readonly mime?: string;
  readonly title: string;
}

/** What turns a body into something to store. */
export interface ContentOptions {
  readonly extractor: Extractor;
  readonly store: Pick<SyncStore, 'hasText'>;
  /** Bytes. */
  readonly maxSize: number;
  readonly revision: string;
  readonly signal: AbortSignal;
}

function tooLarge(maxSize: number): SourceError {
  return new SourceError('too-large', `The content is larger than ${maxSize} bytes`, {
    remedy: 'Raise the filter max_size if this document is wanted.',
  });
}

async function collect(body: AsyncIterable<Uint8Array>, maxSize: number, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of abortable(body, signal)) {
    size += chunk.byteLength;
    if (size > maxSize) throw tooLarge(maxSize);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
}

/** Everything that a text depends on: the bytes, what they are said to be, and how they are read. */
function textKey(digest: Digest, { mime, title }: ReceivedBody, extractorRevision: string): Digest {
  const ending = /\.[^./\\]{1,16}$/.exec(title)?.[0].toLowerCase();
  return hash('sha256', JSON.stringify([digest, mime, ending, extractorRevision]), 'hex');
}

/** Reads a body within its limit and makes it markdown, unless the same bytes are stored already. */
export async function receiveContent(
  received: ReceivedBody,
  stored: StoredDocument | undefined,
  options: ContentOptions,
): Promise<{ readonly content: ContentWrite; readonly bytes: number }> {
  const { extractor, store, maxSize, revision, signal } = options;
  const { body } = received;
  const text = typeof body === 'string' ? body.toWellFormed() : undefined;
  const given = typeof body === 'string' ? Buffer.from(body) : body;
  const bytes = given instanceof Uint8Array ? given : await collect(given, maxSize, signal);
  const size = bytes.byteLength;
  if (size > maxSize) throw tooLarge(maxSize);
  const digest = hash('sha256', bytes, 'hex');
  const known = stored?.contentHash;
  if (known && stored.content === 'ready' && stored.revision === revision && digest === known) {
    return { content: { state: 'keep' }, bytes: size };
  }
  const plain = received.mime === undefined ? false : /^text\/(markdown|plain)\b/.test(received.mime);
  const sharedAs = plain && size < sharedFrom ? undefined : textKey(digest, received, extractor.revision);
  const same = sharedAs && (await store.hasText(sharedAs));
  if (sharedAs && same) return { content: { state: 'reuse', hash: digest, mime: same.mime, sharedAs }, bytes: size };
  const { mime, title } = received;
  const extracted = await extractor.extract({ bytes, text, mime, title }, signal);
  const free = extracted.mime === 'text/markdown' || extracted.mime === 'text/plain';
  return {
    bytes: size,
    content: {
      state: 'ready',
      hash: digest,
      mime: extracted.mime,
      markdown: extracted.markdown,
      sharedAs: free && extracted.markdown.length < sharedFrom ? undefined : sharedAs,
      warnings:
        text !== undefined && text !== body
          ? [...extracted.warnings, 'Characters that are not valid Unicode were replaced.']
          : extracted.warnings,
      ...(extracted.fields && { fields: extracted.fields }),
    },
  };
}

/** What is stored for a content that could not be had. */
export function contentOfError(error: unknown, attempts: number, now: number): ContentWrite {
  const description = describeError(error);
  if (description.kind === 'too-large' || description.kind === 'unsupported') {
    return { state: 'skipped', reason: description.message };
  }
  return { state: 'failed', error: description, attempts, nextAt: nextRetry(description.kind, attempts, now) };
}
