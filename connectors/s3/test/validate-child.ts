import { createEgressPolicy, createHttpClient, createHttpHost } from '@acequia/http';
import { collectLogs } from '@acequia/testkit';
import connector from '../src/index.ts';

// Checks the settings in its argument with what its environment has. A process of its own, as the AWS tools read theirs.
const clock = { now: Date.now, sleep: async () => undefined };
const host = createHttpHost({ egress: createEgressPolicy({ allowPrivate: true }), clock });
const never = () => Promise.reject(new Error('S3 needs no such thing'));
const shared = new Map<string, Promise<unknown>>();
const checks = await connector.validate({
  settings: connector.settings.parse(JSON.parse(process.argv[2] ?? '')),
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
process.stdout.write(JSON.stringify(checks));
