import { type Duplex, pipeline, type Readable } from 'node:stream';
import { createDecoder } from './content-decoders.ts';

/** The content with its codings (outermost first) undone. Destroying what comes back ends `body` too. */
export async function openContent(body: Readable, codings: readonly string[]): Promise<Readable> {
  if (codings.length === 0) return body;
  const first = await firstByte(body);
  // Nothing at all is sent by some servers for an empty content, whatever they say about its coding.
  if (first === undefined) return body;
  const decoders = codings.map((coding, index) => createDecoder(coding, index === 0 ? first : 8));
  const last = decoders.at(-1) as Duplex;
  // Errors reach the reader through the last stream.
  pipeline([body, ...decoders], () => undefined);
  return last;
}

async function firstByte(body: Readable): Promise<number | undefined> {
  for (;;) {
    const chunk: Buffer | null = body.read();
    if (chunk !== null) {
      body.unshift(chunk);
      return chunk[0];
    }
    if (body.readableEnded) return undefined;
    if (body.errored) throw body.errored;
    await new Promise<void>((resolve, reject) => {
      const settle = (error?: Error) => {
        body.off('readable', settle).off('end', settle).off('error', settle);
        if (error instanceof Error) reject(error);
        else resolve();
      };
      body.on('readable', settle).on('end', settle).on('error', settle);
    });
  }
}
