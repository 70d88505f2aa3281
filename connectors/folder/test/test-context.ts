import { realpath } from 'node:fs/promises';
import type { Context } from '@acequia/core/contract';
import { type Settings, settings } from '../src/settings.ts';

/** What a test looks at afterwards, or steers. */
export interface TestContext extends Context<Settings> {
  readonly logged: { readonly message: string; readonly fields?: Readonly<Record<string, unknown>> }[];
  readonly abort: AbortController;
}

/** A host as small as this connector needs it; everything else refuses. */
export function createContext(input: Partial<Settings> & { path: string }): TestContext {
  const logged: TestContext['logged'] = [];
  const log = (message: string, fields?: Readonly<Record<string, unknown>>) =>
    void logged.push(fields === undefined ? { message } : { message, fields });
  const refuse = () => Promise.reject(new Error('A folder needs no such thing'));
  const abort = new AbortController();
  return {
    settings: settings.parse(input),
    credentials: refuse,
    http: { request: refuse },
    resolve: refuse,
    openPath: (path) => realpath(path),
    share: refuse,
    known: refuse,
    log: { debug: log, info: log, warn: log, error: log },
    clock: { now: Date.now, sleep: refuse },
    signal: abort.signal,
    logged,
    abort,
  };
}
