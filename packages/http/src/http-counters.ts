/** What a client did so far. */
export interface HttpCounters {
  /** Exchanges, each retry and redirect included. */
  requests: number;
  /** Exchanges that repeated an earlier one. */
  retries: number;
  /** Answers that asked to wait. */
  rateLimited: number;
  /** Milliseconds, of all requests together. */
  waited: number;
  /** Bytes of content, before any coding for transport. */
  sent: number;
  /** Bytes of content, decoded. */
  received: number;
}

export function createCounters(): HttpCounters {
  return { requests: 0, retries: 0, rateLimited: 0, waited: 0, sent: 0, received: 0 };
}
