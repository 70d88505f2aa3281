import type { Refusal } from './refusal.ts';
import type { SigningKeys } from './signature.ts';

const quarter = 15 * 60_000;

/** What was learnt about a store during one sync: shared by all requests, and gone with it. */
export class StoreSession {
  /** In signatures and, where the endpoint depends on it, in addresses. */
  region: string;
  /** Milliseconds that the store's clock is ahead of ours, where it complained. */
  skew = 0;

  constructor(region: string) {
    this.region = region;
  }

  /** Learns from a refusal; true: another signature may do. */
  learn({ status, code, region, serverTime }: Refusal, now: number): boolean {
    // Of what is not there, the region says nothing new.
    if (region !== undefined && region !== this.region && status !== 404) {
      this.region = region;
      return true;
    }
    // The answer to a HEAD has no code.
    const late = code === 'RequestTimeTooSkewed' || (code === undefined && status === 403);
    if (!late || serverTime === undefined || Math.abs(serverTime - now - this.skew) < quarter - 60_000) return false;
    this.skew = serverTime - now;
    return true;
  }

  /** Nothing is open. */
  close(): void {}
}

/** Asked for at each request, because keys rotate. Undefined: requests are not signed. */
export type KeysProvider = () => Promise<SigningKeys | undefined>;
