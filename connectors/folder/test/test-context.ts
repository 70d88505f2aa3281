import { realpath } from 'node:fs/promises';
import type { Context } from '@acequia/core/contract';
import type { Disk } from '../src/disk.ts';
import { type Settings, settings } from '../src/settings.ts';

/** What a test looks at afterwards, or steers. */
export interface TestContext extends Context<Settings> {
  /** What the host remembers of listings, by id. */
  readonly listings: Map<string, string>;
  readonly logged: { readonly message: string; readonly fields?: Readonly<Record<string, unknown>> }[];
  readonly abort: AbortController;
}

/**
 * A host as small as this connector needs it; everything else refuses.
 *
 * @param disk absent: the connector's own, which starts no thread for as few files as tests have
 */
export function createContext(input: Partial<Settings> & { path: string }, disk?: Disk): TestContext {
  const logged: TestContext['logged'] = [];
  const log = (message: string, fields?: Readonly<Record<string, unknown>>) =>
    void logged.push(fields === undefined ? { message } : { message, fields });
  const refuse = () => Promise.reject(new Error('A folder needs no such thing'));
  const abort = new AbortController();
  const listings = new Map<string, string>();
  const shared = new Map<string, unknown>(disk && [['disk', disk]]);
  return {
    settings: settings.parse(input),
    credentials: refuse,
    http: { request: refuse },
    resolve: refuse,
    openPath: (path) => realpath(path),
    async share<T>(key: string, open: () => Promise<T>) {
      if (!shared.has(key)) shared.set(key, await open());
      return shared.get(key) as T;
    },
    known: async (ids) =>
      new Map(ids.flatMap((id) => (listings.has(id) ? [[id, { title: id, listing: listings.get(id) }]] : []))),
    log: { debug: log, info: log, warn: log, error: log },
    clock: { now: Date.now, sleep: refuse },
    signal: abort.signal,
    listings,
    logged,
    abort,
  };
}
