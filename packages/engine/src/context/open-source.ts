import type { AnyConnector, Clock, Context, KnownDocument, Logger } from '@acequia/core';
import { createHttpClient, type HttpHost, type HttpWait } from '@acequia/http';
import { createLogFile } from './log-file.ts';
import { requestAuth } from './request-auth.ts';

/** What all data sources of an engine share. */
export interface SourceHost {
  readonly clock: Clock;
  readonly http: HttpHost;
  readonly openPath: (path: string) => Promise<string>;
  readonly logFile: string;
}

/** One data source, ready to be read. */
export interface OpenSourceOptions {
  readonly host: SourceHost;
  readonly connector: AnyConnector;
  readonly name: string;
  /** Identifies the credential: those who share it share its rate budgets. */
  readonly credential: string;
  /** Parsed by the connector's schema. */
  readonly settings: unknown;
  /** Values of settings that are secret. */
  readonly secrets: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onWait?: (wait: HttpWait) => void;
}

/** Makes contexts for the calls of one connector, and closes what these opened. */
export interface OpenSource {
  readonly log: Logger;
  /** HTTP exchanges so far. */
  requests(): number;
  context(own?: Partial<Pick<Context<unknown>, 'known' | 'signal'>>): Context<unknown>;
  close(): Promise<void>;
}

/** @throws AcequiaError `needs_credentials` */
export function openSource(options: OpenSourceOptions): OpenSource {
  const { host, connector, fields, signal, settings } = options;
  const shared = new Map<string, Promise<{ close(): Promise<void> | void }>>();
  let requests = 0;
  const client = createHttpClient({
    host: host.http,
    credential: options.credential,
    auth: requestAuth(connector.auth, fields),
    ...(connector.origins && { credentialOrigins: connector.origins }),
    ...(connector.rates && { rates: connector.rates }),
    signal,
    secrets: [...options.secrets, ...Object.values(fields)],
    onRequest: () => {
      requests += 1;
    },
    ...(options.onWait && { onWait: options.onWait }),
  });
  const log = createLogFile(host.logFile, client.redactor, { data_source: options.name });
  const nothing = async (): Promise<ReadonlyMap<string, KnownDocument>> => new Map();
  return {
    log,
    requests: () => requests,
    context: (own = {}) => ({
      settings,
      credentials: async () => fields,
      http: client,
      resolve: (name, port) => host.http.resolve(name, port),
      openPath: host.openPath,
      share<T extends { close(): Promise<void> | void }>(key: string, open: () => Promise<T>): Promise<T> {
        const known = shared.get(key) as Promise<T> | undefined;
        if (known) return known;
        const opened = open();
        shared.set(key, opened);
        opened.catch(() => shared.delete(key));
        return opened;
      },
      known: own.known ?? nothing,
      log,
      clock: host.clock,
      signal: own.signal ?? signal,
    }),
    async close() {
      client.close();
      for (const opened of shared.values()) {
        await opened
          .then((resource) => resource.close())
          .catch((error: unknown) => log.warn(`Closing failed: ${error}`));
      }
    },
  };
}
