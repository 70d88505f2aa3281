import { TextDecoder } from 'node:util';
import type { HttpResponse } from '@acequia/core/contract';
import { type DavResponse, ErrorHandler, MultistatusHandler } from './multistatus.ts';
import type { OpenedAnswer } from './open-answer.ts';
import { XmlReader } from './xml-reader.ts';

/**
 * The responses of a multistatus, those together that arrive together; returns the sync-token at its end, if there is one.
 * Throws `bad-response`.
 */
export async function* readMultistatus({
  contentType,
  chunks,
}: OpenedAnswer): AsyncGenerator<readonly DavResponse[], string | undefined> {
  const handler = new MultistatusHandler();
  const reader = new XmlReader(handler);
  const decode = openDecoder(contentType);
  for await (const chunk of chunks) {
    reader.write(decode(chunk));
    yield handler.takeResponses();
  }
  reader.end();
  return handler.syncToken;
}

/** What a refusal gives as its reasons, e.g. `d:valid-sync-token`; none when it gives none that can be understood. */
export async function readConditions(answer: HttpResponse): Promise<readonly string[]> {
  const handler = new ErrorHandler();
  try {
    const reader = new XmlReader(handler);
    reader.write(openDecoder(answer.headers['content-type'])(await answer.bytes()));
    reader.end();
  } catch {
    // A refusal in any other form is a refusal as well.
  }
  return handler.conditions;
}

/** UTF-8 unless a byte order mark, the header or the XML declaration says otherwise. */
function openDecoder(contentType: string | undefined): (chunk: Uint8Array) => string {
  let decoder: TextDecoder | undefined;
  return (chunk) => {
    decoder ??= makeDecoder(chunk, contentType);
    return decoder.decode(chunk, { stream: true });
  };
}

function makeDecoder(first: Uint8Array, contentType = ''): TextDecoder {
  const start = Buffer.from(first.subarray(0, 200)).toString('latin1');
  if (start.startsWith('\xff\xfe')) return new TextDecoder('utf-16le');
  if (start.startsWith('\xfe\xff')) return new TextDecoder('utf-16be');
  const declared =
    /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType) ?? /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)/.exec(start);
  try {
    return new TextDecoder(declared?.[1]);
  } catch {
    return new TextDecoder();
  }
}
