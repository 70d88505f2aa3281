import { parseArgs } from 'node:util';
import type { Engine, Phase } from './measure/measurement.ts';
import type { RequestsBenchmarkOptions } from './requests/run-requests-benchmark.ts';
import type { SourcesBenchmarkOptions } from './sources/run-sources-benchmark.ts';

/** What to measure. */
export interface BenchmarkOptions {
  readonly documents: number;
  /** How often everything is measured, each side in turn. */
  readonly rounds: number;
  readonly engines: readonly Engine[];
  /** `sync` alone leaves the index out. */
  readonly phases: readonly Phase[];
  /** Print JSON instead of a table. */
  readonly json: boolean;
  /** Write `results.md`, or `results-N.md` for another number of documents than 100,000. */
  readonly save: boolean;
  /** Flags of Node for ours alone. */
  readonly flags: readonly string[];
  /** Folder for processor profiles, one a measurement; absent: none. */
  readonly profile?: string;
}

export const usage = `pnpm bench engine [options]: our engine beside plain SQL

  --documents N     documents of 1 KiB each (default 100000)
  --rounds N        measurements of each kind, ours and the floor in turn (default 3)
  --engine NAME     sqlite or mariadb (default both)
  --only sync       leave the index out
  --json            print every measurement as JSON
  --save            write benchmarks/results.md (results-N.md when N is not 100000)
  --flags='A B'     flags of Node for ours alone (default: those of pnpm start)
  --profile FOLDER  write processor profiles, one a measurement

pnpm bench requests [options]: requests of each connector beside the fewest that its source allows

  --documents N     documents in each fake (default 2000)
  --connector TYPE  only this one
  --save            write benchmarks/requests.md

pnpm bench sources [options]: each source beside a plain client and the tools of this machine

  --files N         files of 1-8 KiB in each source, and N / 50 of 1 MiB; mails (default 10000)
  --objects N       objects of the large bucket (default 1000000)
  --only NAME       one source, the sources of one connector, or bucket
  --latency MS      everything at this latency (default: everything at 0, two syncs at 20)
  --rounds N        measurements of each kind at a latency of 0 (default 1)
  --tools           install tools that are missing, with apt as root
  --save            write benchmarks/sources.md
  --flags='A B'     flags of Node for ours alone (default: those of pnpm start)
  --profile FOLDER  write processor profiles, one a measurement
`;

/** What `pnpm start` and the command itself set. */
const startFlags = '--max-semi-space-size=16 --heap-growing-percent=60';

const known: readonly Engine[] = ['sqlite', 'mariadb'];

/** What `pnpm bench` was asked for. */
export type Command =
  | { readonly name: 'engine'; readonly options: BenchmarkOptions }
  | { readonly name: 'requests'; readonly options: RequestsBenchmarkOptions }
  | { readonly name: 'sources'; readonly options: SourcesBenchmarkOptions };

/** Undefined: not understood. */
export function parseCommand(args: readonly string[]): Command | undefined {
  const { values, positionals } = read(args) ?? {};
  if (!values || positionals?.length !== 1) return undefined;
  if (positionals[0] === 'requests') {
    const documents = Number(values.documents ?? 2000);
    const { save, connector } = values;
    return isCount(documents)
      ? { name: 'requests', options: { documents, save, ...(connector !== undefined && { connector }) } }
      : undefined;
  }
  if (positionals[0] === 'sources') {
    const options = readSourcesOptions(values);
    return options && { name: 'sources', options };
  }
  const options = positionals[0] === 'engine' ? readEngineOptions(values) : undefined;
  return options && { name: 'engine', options };
}

const isCount = (value: number) => Number.isInteger(value) && value > 0;

type Values = NonNullable<ReturnType<typeof read>>['values'];

function readSourcesOptions(values: Values): SourcesBenchmarkOptions | undefined {
  const { only, tools, save, profile } = values;
  const files = Number(values.files ?? 10_000);
  const objects = Number(values.objects ?? 1_000_000);
  const rounds = Number(values.rounds ?? 1);
  const latency = values.latency === undefined ? undefined : Number(values.latency);
  if (!isCount(files) || !isCount(objects) || !isCount(rounds)) return undefined;
  if (latency !== undefined && !(latency >= 0)) return undefined;
  const flags = readFlags(values);
  return {
    ...{ files, objects, rounds, tools, save, flags },
    ...(only !== undefined && { only }),
    ...(latency !== undefined && { latency }),
    ...(profile !== undefined && { profile }),
  };
}

const readFlags = ({ flags }: Values) => flags.split(' ').filter((flag) => flag !== '');

function readEngineOptions(values: Values): BenchmarkOptions | undefined {
  const engines = values.engine === undefined ? known : known.filter((name) => name === values.engine);
  const documents = Number(values.documents ?? 100_000);
  const rounds = Number(values.rounds ?? 3);
  if (engines.length === 0 || !isCount(documents) || !isCount(rounds)) return undefined;
  if (values.only !== undefined && values.only !== 'sync') return undefined;
  const phases: Phase[] = values.only === 'sync' ? ['sync'] : ['sync', 'index'];
  const { json, save, profile } = values;
  const flags = readFlags(values);
  return { documents, rounds, engines, phases, json, save, flags, ...(profile !== undefined && { profile }) };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        documents: { type: 'string' },
        connector: { type: 'string' },
        rounds: { type: 'string' },
        engine: { type: 'string' },
        only: { type: 'string' },
        files: { type: 'string' },
        objects: { type: 'string' },
        latency: { type: 'string' },
        tools: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        save: { type: 'boolean', default: false },
        flags: { type: 'string', default: startFlags },
        profile: { type: 'string' },
      },
    });
  } catch {
    return undefined;
  }
}
