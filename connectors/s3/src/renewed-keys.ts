import type { Clock } from '@acequia/core/contract';
import type { SigningKeys } from '@acequia/object-storage-kit';

/** Keys with an end. */
export interface TemporaryKeys extends SigningKeys {
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const early = 5 * 60_000;

/** Keys that are got once and again before they end, however many ask. */
export class RenewedKeys {
  readonly #clock: Pick<Clock, 'now'>;
  #current: Promise<TemporaryKeys> | undefined;
  #end = 0;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  async get(fetch: () => Promise<TemporaryKeys>): Promise<SigningKeys> {
    if (this.#current === undefined || this.#clock.now() > this.#end - early) {
      const fetched = fetch();
      this.#current = fetched;
      this.#end = Number.POSITIVE_INFINITY;
      fetched.then(
        ({ expiresAt }) => {
          this.#end = expiresAt;
        },
        () => {
          this.#current = undefined;
        },
      );
    }
    const { accessKeyId, secretAccessKey, sessionToken } = await this.#current;
    return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  }

  close(): void {
    this.#current = undefined;
  }
}
