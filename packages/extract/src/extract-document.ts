import { type Extracted, type ExtractRequest, SourceError } from '@acequia/core';
import { readDeclaredType } from './detect/declared-type.ts';
import { detect } from './detect/detect.ts';
import { finishDraft } from './finish-draft.ts';
import type { Draft } from './formats/format.ts';

/** Bytes -> markdown, in this thread, without a limit of time. Not for 0 bytes. */
export async function extractDocument(request: ExtractRequest, maxMarkdownBytes: number): Promise<Extracted> {
  const declared = readDeclaredType(request.mime, request.title);
  const detected = await detect(request.bytes, declared);
  const { format } = detected;
  const mime = format.mimes[0] ?? 'application/octet-stream';
  if (!('decoded' in detected)) {
    const { bytes, title = '', depth = 0 } = request;
    const source = { bytes, title, depth, maxMarkdownBytes };
    const draft = await reportBroken(format.name, () => detected.format.convert(source));
    return finishDraft(draft, { mime: detected.mime ?? mime, warnings: [], maxMarkdownBytes });
  }
  const { text, warnings } = detected.decoded;
  const source = { text, extension: declared.extension, maxMarkdownBytes };
  const draft = await reportBroken(format.name, () => detected.format.convert(source));
  return finishDraft(draft, { mime, warnings, maxMarkdownBytes });
}

/** Whatever a parser throws at a content is a fault of that content. */
async function reportBroken(formatName: string, convert: () => Draft | Promise<Draft>): Promise<Draft> {
  try {
    return await convert();
  } catch (error) {
    if (SourceError.isInstance(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SourceError('unreadable', `This ${formatName} document cannot be read: ${reason}`, {
      remedy: 'Open it in its own program and save it again.',
      cause: error,
    });
  }
}
