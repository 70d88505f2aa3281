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
}

/** Reads the answer to its end. */
export async function readRefusal(response: HttpResponse): Promise<Refusal> {
  const { status, headers } = response;
  // What comes with a refusal only explains it.
  const text = await response.text().catch(() => '');
  const root = parseXml(text);
  // Errors of STS are one level deeper.
  const error = root?.name === 'ErrorResponse' ? root.children.find(({ name }) => name === 'Error') : root;
  const isError = error?.name === 'Error';
  const code = isError ? textOf(error, 'Code') : undefined;
  const message = isError ? textOf(error, 'Message') : undefined;
  const region = headers['x-amz-bucket-region'] ?? (isError ? textOf(error, 'Region') : undefined);
  const serverTime = Date.parse((isError ? textOf(error, 'ServerTime') : undefined) ?? headers.date ?? '');
  return {
    status,
    ...(code && { code }),
    ...(message && { message }),
    ...(region && { region }),
    ...(!Number.isNaN(serverTime) && { serverTime }),
    isDeleteMarker: headers['x-amz-delete-marker'] === 'true',
  };
}
