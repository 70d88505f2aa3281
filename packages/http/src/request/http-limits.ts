/** Bounds of one request. Times in milliseconds, sizes in bytes. */
export interface HttpLimits {
  /** From sending until the headers, where the request names no `idleTimeout`. Default 60,000. */
  readonly headersTimeout: number;
  /** Without a byte of the content, where the request names no `idleTimeout`. Default 30,000. */
  readonly idleTimeout: number;
  /** From sending until the content is read, for each attempt, a slow reader included. Default 900,000. */
  readonly totalTimeout: number;
  /** Decoded content, where the request names no `maxBytes`. Default 64 MiB. */
  readonly maxBytes: number;
  /** How often a request is sent when it fails; the waits that a source asks for are not counted here but by `maxWait`. Default 4. */
  readonly attempts: number;
  /** A wait up to this is waited out, a longer one is `rate-limited`. Default 30,000. */
  readonly shortWait: number;
  /** All waits of one request together. Default 120,000. */
  readonly maxWait: number;
  /** Default 10. */
  readonly redirects: number;
}

export const defaultLimits: HttpLimits = {
  headersTimeout: 60_000,
  idleTimeout: 30_000,
  totalTimeout: 900_000,
  maxBytes: 64 * 1024 * 1024,
  attempts: 4,
  shortWait: 30_000,
  maxWait: 120_000,
  redirects: 10,
};
