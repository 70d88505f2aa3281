import type { Settings } from '../src/settings.ts';
import { type ImapFake, type ImapFakeOptions, startFake } from './fake/index.ts';
import { openSyncHost, type SyncHost } from './sync-host.ts';

/** A fake and a host for it, which go together. */
export interface FakeHost extends SyncHost {
  readonly fake: ImapFake;
  /** Commands since the last call, without those that sign in: `LIST`, `EXAMINE`, `UID FETCH` ... */
  commands(): string[];
}

export async function openFakeHost(
  options: ImapFakeOptions = {},
  settings: Partial<Settings> = {},
  credentials?: Readonly<Record<string, string>>,
): Promise<FakeHost> {
  const fake = await startFake(options);
  const host = openSyncHost({
    settings: { port: fake.port, timeoutSeconds: 1, ...settings },
    credentials: credentials ?? fake.credentials(),
  });
  return {
    ...host,
    fake,
    commands() {
      const sent = fake.requests.all.filter(({ kind }) => kind !== 'token').map(({ method }) => method);
      fake.requests.clear();
      return sent;
    },
    async close() {
      await host.close();
      await fake.close();
    },
  };
}
