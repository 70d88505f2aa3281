import { type HttpResponse, SourceError } from '@acequia/core';

const defaultMaxBytes = 64 * 1024 * 1024;

/** An answer in the words of the contract. */
export function readResponse(response: Response, maxBytes = defaultMaxBytes): HttpResponse {
  async function* stream(): AsyncGenerator<Uint8Array> {
    let size = 0;
    for await (const chunk of chunksOf(response)) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new SourceError('too-large', `The answer is larger than ${maxBytes} bytes.`);
      yield chunk;
    }
  }

  async function bytes(): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream()) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    url: response.url,
    bytes,
    stream,
    text: async () => new TextDecoder().decode(await bytes()),
    async json() {
      const content = new TextDecoder().decode(await bytes());
      try {
        return JSON.parse(content);
      } catch (cause) {
        throw new SourceError('bad-response', 'The answer is no JSON.', { cause });
      }
    },
    async discard() {
      await response.body?.cancel();
    },
  };
}

async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  if (!body) return;
  try {
    yield* body;
  } catch (cause) {
    throw new SourceError('transient', 'The connection broke.', { cause });
  }
}
