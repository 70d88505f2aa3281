import { realpath } from 'node:fs/promises';
import {
  type AnyConnector,
  type Change,
  type Context,
  type Json,
  type Pick,
  runSync,
  type Slice,
  type SyncKind,
  type SyncOptions,
  type SyncOutcome,
} from '@acequia/core';
import type { ManualClock } from '../clock/manual-clock.ts';
import type { FakeSource } from '../fake/fake-source.ts';
import { type CollectedLogs, collectLogs } from '../log/collect-logs.ts';
import { createMemoryStore, type MemoryStore } from '../store/memory-store.ts';
import { collect } from './collect.ts';
import { identityExtractor } from './identity-extractor.ts';
import { createSuiteClient } from './suite-client.ts';

export interface SuiteHostOptions {
  readonly connector: AnyConnector;
  readonly source: FakeSource;
  readonly clock: ManualClock;
  /** Default: those of the fake. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Milliseconds of the machine that a request may take. Default 5,000. */
  readonly timeout?: number;
  /** One request after the other, so that none is under way when a limit is told. Default false. */
  readonly serial?: boolean;
}

/** A host in memory around one connector and its fake: the real runner, the reference store, a plain client. */
export class SuiteHost {
  readonly store: MemoryStore;
  readonly log: CollectedLogs = collectLogs();
  readonly source: FakeSource;
  readonly clock: ManualClock;
  /** What the data source reads. */
  picks: readonly Pick[] = [];
  /** How often the connector slept, which it must not. */
  sleeps = 0;
  #connector: AnyConnector;
  readonly #options: SuiteHostOptions;
  readonly #limits = new Map<string, number>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: SuiteHostOptions) {
    this.#options = options;
    this.#connector = options.connector;
    this.source = options.source;
    this.clock = options.clock;
    this.store = createMemoryStore(options.clock);
  }

  get connector(): AnyConnector {
    return this.#connector;
  }

  /** Goes on with another connector object, as after a restart. */
  use(connector: AnyConnector): void {
    this.#connector = connector;
  }

  /** Runs one sync; `full` starts every slice from the beginning. */
  async sync(kind: SyncKind = 'incremental', options: Partial<SyncOptions> = {}): Promise<SyncOutcome> {
    this.store.beginSync();
    if (kind === 'full') for (const slice of this.store.cursors().keys()) this.store.setCursor(slice, null);
    const shares = new Map<string, Promise<{ close(): Promise<void> | void }>>();
    try {
      return await runSync({
        connector: this.#connector,
        store: this.store,
        extractor: identityExtractor,
        clock: this.clock,
        log: this.log,
        kind,
        picks: this.picks,
        filters: {},
        settingsRevision: '',
        basis: JSON.stringify(this.picks),
        concurrency: 1,
        batch: { documents: 1000, grace: 10_000 },
        signal: new AbortController().signal,
        openContext: (own) => this.#openContext(own, shares),
        ...options,
      });
    } finally {
      for (const share of shares.values()) await (await share).close();
    }
  }

  /** A context outside of a sync, for single calls. */
  context(signal: AbortSignal = new AbortController().signal): Context<unknown> {
    return this.#openContext({ known: async () => new Map(), signal }, new Map());
  }

  async slices(): Promise<Slice[]> {
    const { connector } = this;
    if (!connector.slices) return [{ id: '', roots: this.picks }];
    return collect(connector.slices(this.context(), this.picks));
  }

  /** Everything that one reading of a slice says, without storing it. */
  read(slice: Slice, cursor: Json | null = null): Promise<Change<Json>[]> {
    return collect(this.connector.read(this.context(), slice, cursor));
  }

  #openContext(
    own: { readonly known: Context<unknown>['known']; readonly signal: AbortSignal },
    shares: Map<string, Promise<{ close(): Promise<void> | void }>>,
  ): Context<unknown> {
    const { source, clock, timeout = 5000, serial = false, settings = source.settings } = this.#options;
    const connector = this.#connector;
    const inTurn = <T>(send: () => Promise<T>): Promise<T> => {
      if (!serial) return send();
      const sent = this.#last.then(send);
      this.#last = sent.catch(() => undefined);
      return sent;
    };
    return {
      ...own,
      settings: connector.settings.parse(settings),
      credentials: async () => source.credentials(),
      http: createSuiteClient({ connector, source, clock, signal: own.signal, timeout, limits: this.#limits, inTurn }),
      resolve: async (host, port) => ({ address: '127.0.0.1', family: 4, host, port }),
      openPath: (path) => realpath(path),
      share: async <T extends { close(): Promise<void> | void }>(key: string, open: () => Promise<T>) => {
        const opened = shares.get(key) ?? open();
        shares.set(key, opened);
        return opened as Promise<T>;
      },
      log: this.log,
      clock: {
        now: () => clock.now(),
        sleep: async () => {
          this.sleeps += 1;
        },
      },
    };
  }
}
