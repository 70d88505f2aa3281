import { hash } from 'node:crypto';
import type { Body } from '../contract/body.ts';
import { describeError, SourceError } from '../contract/errors.ts';
import type { ContentWrite } from '../ports/batch.ts';
import type { Extracted, ExtractedChild, Extractor } from '../ports/extractor.ts';
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
  /** How many documents it was taken out of by extraction. Default 0. */
  readonly depth?: number;
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

/** What is to be stored, and the size of what came. */
export interface ReceivedContent {
  readonly content: ContentWrite;
  readonly bytes: number;
  /** All documents that are inside it. Absent: nothing is known of that, or it can hold none. */
  readonly inside?: readonly ExtractedChild[];
}

const isPlain = (mime: string | undefined) => mime !== undefined && /^text\/(markdown|plain)\b/.test(mime);

function isStored(digest: Digest, stored: StoredDocument | undefined, revision: string): boolean {
  return stored?.contentHash === digest && stored.content === 'ready' && stored.revision === revision;
}

/** @param sharedAs where a text that is worth it is kept once for all documents */
function readyContent(hash: Digest, extracted: Extracted, isBroken: boolean, sharedAs?: Digest): ContentWrite {
  const { mime, markdown, warnings, fields } = extracted;
  const free = mime === 'text/markdown' || mime === 'text/plain';
  return {
    state: 'ready',
    hash,
    mime,
    markdown,
    sharedAs: free && markdown.length < sharedFrom ? undefined : sharedAs,
    warnings: isBroken ? [...warnings, 'Characters that are not valid Unicode were replaced.'] : warnings,
    ...(fields && { fields }),
  };
}

/** Bytes that were something else before may leave documents behind that were inside. */
function wasAnotherType(stored: StoredDocument | undefined, { mime }: Extracted): boolean {
  return stored?.contentMime !== undefined && stored.contentMime !== mime;
}

/** The same as {@link receiveContent} without waiting, for a short plain text; undefined: it takes that. */
export function receiveNow(
  { body, mime, title }: ReceivedBody,
  stored: StoredDocument | undefined,
  { extractor, maxSize, revision }: ContentOptions,
): ReceivedContent | undefined {
  if (typeof body !== 'string' || body.length >= sharedFrom || !extractor.extractNow || !isPlain(mime))
    return undefined;
  const text = body.toWellFormed();
  const bytes = Buffer.from(text);
  const size = bytes.byteLength;
  if (size >= sharedFrom || size > maxSize) return undefined;
  const digest = hash('sha256', bytes, 'hex');
  if (isStored(digest, stored, revision)) return { content: { state: 'keep' }, bytes: size };
  const extracted = extractor.extractNow({ bytes, text, mime, title });
  if (!extracted || wasAnotherType(stored, extracted)) return undefined;
  return { content: readyContent(digest, extracted, text !== body), bytes: size };
}

/** Reads a body within its limit and makes it markdown, unless the same bytes are stored already. */
export async function receiveContent(
  received: ReceivedBody,
  stored: StoredDocument | undefined,
  options: ContentOptions,
): Promise<ReceivedContent> {
  const { extractor, store, maxSize, revision, signal } = options;
  const { body, mime, title, depth } = received;
  const text = typeof body === 'string' ? body.toWellFormed() : undefined;
  const given = typeof body === 'string' ? Buffer.from(body) : body;
  const bytes = given instanceof Uint8Array ? given : await collect(given, maxSize, signal);
  const size = bytes.byteLength;
  if (size > maxSize) throw tooLarge(maxSize);
  const digest = hash('sha256', bytes, 'hex');
  if (isStored(digest, stored, revision)) return { content: { state: 'keep' }, bytes: size };
  const sharedAs = isPlain(mime) && size < sharedFrom ? undefined : textKey(digest, received, extractor.revision);
  const same = sharedAs && (await store.hasText(sharedAs));
  if (sharedAs && same) return { content: { state: 'reuse', hash: digest, mime: same.mime, sharedAs }, bytes: size };
  const extracted = await extractor.extract({ bytes, text, mime, title, depth }, signal);
  const inside = extracted.children ?? (wasAnotherType(stored, extracted) ? [] : undefined);
  // Who reuses a text would not see what is inside.
  const shareable = extracted.children ? undefined : sharedAs;
  const content = readyContent(digest, extracted, text !== undefined && text !== body, shareable);
  return { content, bytes: size, inside };
}

/** What is stored for a content that could not be had. */
export function contentOfError(error: unknown, attempts: number, now: number): ContentWrite {
  const description = describeError(error);
  if (description.kind === 'too-large' || description.kind === 'unsupported') {
    return { state: 'skipped', reason: description.message };
  }
  return { state: 'failed', error: description, attempts, nextAt: nextRetry(description.kind, attempts, now) };
}
