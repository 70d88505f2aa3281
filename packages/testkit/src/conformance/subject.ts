import type { AnyConnector, Json, Manifest } from '@acequia/core';
import { createManualClock, type ManualClock } from '../clock/manual-clock.ts';
import type { FakeOptions, FakeSource, StartFake } from '../fake/fake-source.ts';
import { demand } from './check.ts';
import { SuiteHost, type SuiteHostOptions } from './suite-host.ts';

export interface SubjectOptions {
  /** Starts the connector's fake. */
  readonly fake: StartFake;
  /** Settings on top of those of the fake, e.g. a small page size. */
  readonly settings?: Readonly<Record<string, Json>>;
  /** Documents in the fake; enough for three pages or more, so that resuming is tested. Default 20. */
  readonly documents?: number;
  /** The manifest of the version that was published last: the settings must still take what it took. */
  readonly published?: Manifest;
}

/** Long after whatever a fake starts with. */
const startOfTrial = Date.UTC(2026, 5, 1);

/** One connector with a fake of its own, a host around it and a clock that only the test moves. */
export interface Trial {
  readonly source: FakeSource;
  readonly host: SuiteHost;
  readonly clock: ManualClock;
}

/** What is tested: a connector and the way to its fake. Everything that was opened is closed with it. */
export class Subject {
  readonly connector: AnyConnector;
  readonly options: SubjectOptions;
  readonly documents: number;
  readonly #sources: FakeSource[] = [];

  constructor(connector: AnyConnector, options: SubjectOptions) {
    this.connector = connector;
    this.options = options;
    this.documents = options.documents ?? 20;
  }

  /** Starts a fake and a host for it. */
  async open(options: Omit<FakeOptions, 'clock'> & Pick<SuiteHostOptions, 'timeout' | 'serial'> = {}): Promise<Trial> {
    const { timeout, serial, ...more } = options;
    const clock = createManualClock(startOfTrial);
    const source = await this.options.fake({ documents: this.documents, ...more, clock });
    this.#sources.push(source);
    const settings = { ...source.settings, ...this.options.settings };
    const host = new SuiteHost({ connector: this.connector, source, clock, settings, timeout, serial });
    return { source, host, clock };
  }

  /** The same with a full sync behind it, which must have gone well; the request log is empty. */
  async openSynced(options: Omit<FakeOptions, 'clock'> = {}): Promise<Trial> {
    const trial = await this.open(options);
    const { status, error, slices } = await trial.host.sync('full');
    demand(
      status === 'success',
      () => `The first full sync ended with "${status}": ${error?.message ?? JSON.stringify(slices)}`,
      'Make the group "full" green first.',
    );
    trial.source.requests.clear();
    return trial;
  }

  async close(): Promise<void> {
    await Promise.all(this.#sources.splice(0).map((source) => source.close()));
  }
}
