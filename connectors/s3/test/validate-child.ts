import { createEgressPolicy, createHttpClient, createHttpHost } from '@acequia/http';
import { collectLogs } from '@acequia/testkit';
import connector from '../src/index.ts';

/** What to check, and with which variables instead of the last ones. */
export interface ValidateMessage {
  readonly settings: unknown;
  readonly environment: Readonly<Record<string, string>>;
}

// A process of its own, because the AWS tools read their environment, and a test runner changes how they are loaded.
const clock = { now: Date.now, sleep: async () => undefined };
const never = () => Promise.reject(new Error('S3 needs no such thing'));
let stubbed: readonly string[] = [];

process.on('message', async ({ settings, environment }: ValidateMessage) => {
  for (const name of stubbed) delete process.env[name];
  Object.assign(process.env, environment);
  stubbed = Object.keys(environment);
  const host = createHttpHost({ egress: createEgressPolicy({ allowPrivate: true }), clock });
  const shared = new Map<string, Promise<unknown>>();
  const checks = await connector.validate({
    settings: connector.settings.parse(settings),
    credentials: async () => ({}),
    http: createHttpClient({ host, credential: 's3' }),
    resolve: never,
    openPath: never,
    share<T extends { close(): Promise<void> | void }>(key: string, open: () => Promise<T>) {
      const opened = shared.get(key) ?? open();
      shared.set(key, opened);
      return opened as Promise<T>;
    },
    known: async () => new Map(),
    log: collectLogs(),
    clock,
    signal: new AbortController().signal,
  });
  await host.close();
  process.send?.(checks);
});
