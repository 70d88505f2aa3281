import { parseArgs } from 'node:util';
import type { Engine, Phase } from './measure/measurement.ts';
import type { RequestsBenchmarkOptions } from './requests/run-requests-benchmark.ts';

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
`;

/** What `pnpm start` and the command itself set. */
const startFlags = '--max-semi-space-size=16 --heap-growing-percent=60';

const known: readonly Engine[] = ['sqlite', 'mariadb'];

/** What `pnpm bench` was asked for. */
export type Command =
  | { readonly name: 'engine'; readonly options: BenchmarkOptions }
  | { readonly name: 'requests'; readonly options: RequestsBenchmarkOptions };

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
  const options = positionals[0] === 'engine' ? readEngineOptions(values) : undefined;
  return options && { name: 'engine', options };
}

const isCount = (value: number) => Number.isInteger(value) && value > 0;

function readEngineOptions(values: NonNullable<ReturnType<typeof read>>['values']): BenchmarkOptions | undefined {
  const engines = values.engine === undefined ? known : known.filter((name) => name === values.engine);
  const documents = Number(values.documents ?? 100_000);
  const rounds = Number(values.rounds);
  if (engines.length === 0 || !isCount(documents) || !isCount(rounds)) return undefined;
  if (values.only !== undefined && values.only !== 'sync') return undefined;
  const phases: Phase[] = values.only === 'sync' ? ['sync'] : ['sync', 'index'];
  const { json, save, profile } = values;
  const flags = values.flags.split(' ').filter((flag) => flag !== '');
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
        rounds: { type: 'string', default: '3' },
        engine: { type: 'string' },
        only: { type: 'string' },
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
