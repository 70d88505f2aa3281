import type { HttpResponse } from '@acequia/core/contract';
import { parseXml, textOf } from './parse-xml.ts';

/** An answer that is none. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export interface Refusal {
  readonly status: number;
  /** As the store names it; absent where the answer has no content (HEAD) or is not the store's. */
  readonly code?: string;
  readonly message?: string;
  /** Where the bucket is, if the store says so. */
  readonly region?: string;
  /** Milliseconds since 1970, by the store's clock. */
  readonly serverTime?: number;
  /** The object was deleted in a bucket that keeps versions. */
  readonly isDeleteMarker: boolean;
  /** The other origin that the request was sent on to, where signatures do not go. */
  readonly redirectedTo?: string;
}

/** Explanations are a few hundred bytes. */
const longest = 64 * 1024;

/** @param url what was asked */
export async function readRefusal(response: HttpResponse, url: string): Promise<Refusal> {
  const { status, headers } = response;
  // What comes with a refusal only explains it.
  const text = await readStart(response).catch(() => '');
  const root = parseXml(text);
  // Errors of STS are one level deeper.
  const error = root?.name === 'ErrorResponse' ? root.children.find(({ name }) => name === 'Error') : root;
  const isError = error?.name === 'Error';
  const code = isError ? textOf(error, 'Code') : undefined;
  const message = isError ? textOf(error, 'Message') : undefined;
  const region = headers['x-amz-bucket-region'] ?? (isError ? textOf(error, 'Region') : undefined);
  const serverTime = Date.parse((isError ? textOf(error, 'ServerTime') : undefined) ?? headers.date ?? '');
  const { origin } = new URL(response.url);
  return {
    status,
    ...(code && { code }),
    ...(message && { message }),
    ...(region && { region }),
    ...(!Number.isNaN(serverTime) && { serverTime }),
    isDeleteMarker: headers['x-amz-delete-marker'] === 'true',
    ...(origin !== new URL(url).origin && { redirectedTo: origin }),
  };
}

async function readStart(response: HttpResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.stream()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longest) break;
  }
  return Buffer.concat(chunks).toString();
}
