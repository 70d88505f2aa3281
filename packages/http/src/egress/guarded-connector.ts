import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { EgressPolicy } from './egress-policy.ts';

export interface GuardedConnectorOptions {
  readonly egress: EgressPolicy;
  /** Milliseconds for name, TCP and TLS together. */
  readonly timeout: number;
}

/**
 * Opens connections only to what the policy allows. The socket gets the very addresses that were checked, so a name
 * that answers differently the next time (DNS rebinding) gains nothing.
 */
export function createGuardedConnector({ egress, timeout }: GuardedConnectorOptions): buildConnector.connector {
  const lookup: LookupFunction = (host, options, callback) => {
    egress.addressesOf(host).then(
      (addresses) => {
        const wanted = addresses.filter(({ family }) => !options.family || family === options.family);
        const [first] = wanted;
        if (options.all === true) callback(null, [...wanted]);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: Error) => callback(error, ''),
    );
  };
  // HTTP/1.1 only: one connection per request in flight makes limits and cancelling independent of one another.
  const connect = buildConnector({ timeout, lookup, allowH2: false } as buildConnector.BuildOptions);
  return (options, callback) => {
    try {
      // The look-up is skipped for addresses.
      egress.checkHost(options.hostname);
    } catch (error) {
      callback(error as Error, null);
      return;
    }
    connect(options, callback);
  };
}
