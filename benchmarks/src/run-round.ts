import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { type Cost, type Engine, type Phase, type Scenario, type Side, scenarios } from './measure/measurement.ts';
import { runMeasurement } from './measure/run-measurement.ts';
import type { Sample } from './measure/sample.ts';
import type { SourceCommand } from './source/source-command.ts';
import { startSource } from './source/start-source.ts';

/** One pass over all scenarios, each measured on both sides in turn against one source. */
export interface RoundOptions {
  readonly engine: Engine;
  /** From 1. */
  readonly round: number;
  readonly documents: number;
  readonly phases: readonly Phase[];
  /** Of the database server, ending with `/`; absent on SQLite. */
  readonly server?: string;
  readonly profile?: string;
  /** Flags of Node for ours. */
  readonly flags: readonly string[];
  readonly onSample: (sample: Sample) => void;
}

/** One document in a hundred. */
const changes: Readonly<Partial<Record<Scenario, SourceCommand>>> = {
  changed: { action: 'update', every: 100, offset: 7 },
  deleted: { action: 'delete', every: 100, offset: 57 },
};

export async function runRound(options: RoundOptions): Promise<void> {
  const { engine, round, documents, phases, onSample } = options;
  const folder = await mkdtemp(join(tmpdir(), 'acequia-bench-'));
  const source = await startSource({ documents, bytes: 1024 });
  const sides: readonly Side[] = round % 2 === 1 ? ['ours', 'floor'] : ['floor', 'ours'];
  try {
    const databases = await makeDatabases(options, folder);
    for (const scenario of scenarios) {
      const change = changes[scenario];
      if (change) await source.command(change);
      for (const phase of phases) {
        const costs: Cost[] = [];
        for (const side of sides) {
          const database = databases[side];
          const indexFile = join(folder, `${side}-index.db`);
          const cost = await runMeasurement({ side, engine, phase, database, indexFile, source: source.url }, [
            ...(side === 'ours' ? options.flags : []),
            ...profileFlags(options, side, phase, scenario),
          ]);
          costs.push(cost);
          onSample({ ...cost, side, engine, phase, scenario, round });
        }
        const [one, other] = costs.map(({ work }) => JSON.stringify(work));
        if (one !== other) throw new Error(`Not the same work: ${sides[0]} did ${one}, ${sides[1]} did ${other}`);
      }
    }
  } finally {
    await source.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function profileFlags({ profile, engine, round }: RoundOptions, side: Side, phase: Phase, scenario: Scenario) {
  if (profile === undefined) return [];
  return [
    '--cpu-prof',
    `--cpu-prof-dir=${profile}`,
    `--cpu-prof-name=${engine}-${scenario}-${phase}-${side}-${round}.cpuprofile`,
  ];
}

async function makeDatabases({ server, round }: RoundOptions, folder: string): Promise<Record<Side, string>> {
  if (server === undefined) return { ours: join(folder, 'ours.db'), floor: join(folder, 'floor.db') };
  const connection = await createConnection({ uri: server });
  const name = (side: Side) => `bench_${side}_${round}`;
  for (const side of ['ours', 'floor'] as const) {
    await connection.query(`DROP DATABASE IF EXISTS bench_${side}_${round - 1}`);
    await connection.query(`CREATE DATABASE ${name(side)} CHARACTER SET utf8mb4`);
  }
  await connection.end();
  return { ours: server + name('ours'), floor: server + name('floor') };
}
