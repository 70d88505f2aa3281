import { writeFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { startMariaDb } from '../../tests/mariadb/start-mariadb.ts';
import type { Engine } from './measure/measurement.ts';
import type { Sample } from './measure/sample.ts';
import type { BenchmarkOptions } from './options.ts';
import { renderResults } from './report/render-results.ts';
import { renderTable } from './report/render-table.ts';
import { summarize } from './report/summarize.ts';
import { runRound } from './run-round.ts';

const standardDocuments = 100_000;

function resultsFile(documents: number): URL {
  return new URL(documents === standardDocuments ? '../results.md' : `../results-${documents}.md`, import.meta.url);
}

/** Measures everything that was asked for and prints it. */
export async function runEngineBenchmark(options: BenchmarkOptions): Promise<void> {
  const samples: Sample[] = [];
  const onSample = (sample: Sample) => {
    samples.push(sample);
    const { engine, round, scenario, phase, side, wallMs, cpuMs, peakRssMb } = sample;
    const numbers = `${Math.round(wallMs)} ms, ${Math.round(cpuMs)} ms of processor, ${Math.round(peakRssMb)} MB`;
    process.stderr.write(`${engine} ${round}/${options.rounds} ${scenario} ${phase} ${side}: ${numbers}\n`);
  };
  const engines: string[] = [];
  for (const engine of options.engines) engines.push(await runRounds(engine, options, onSample));
  if (options.json) process.stdout.write(`${JSON.stringify(samples)}\n`);
  else process.stdout.write(`${renderTable(summarize(samples))}\n`);
  if (options.save)
    await writeFile(resultsFile(options.documents), renderResults(options, summarize(samples), engines));
}

/** Answers which version of the engine it was. */
async function runRounds(
  engine: Engine,
  options: BenchmarkOptions,
  onSample: (sample: Sample) => void,
): Promise<string> {
  const { rounds, documents, phases, profile, flags } = options;
  const server = engine === 'mariadb' ? await startMariaDb() : undefined;
  try {
    for (let round = 1; round <= rounds; round += 1) {
      await runRound({ engine, round, documents, phases, server: server?.url, profile, flags, onSample });
    }
    return server
      ? `MariaDB ${await askVersion(server.url)}`
      : `SQLite ${new Database(':memory:').prepare('SELECT sqlite_version()').pluck().get()}`;
  } finally {
    await server?.stop();
  }
}

async function askVersion(url: string): Promise<string> {
  const connection = await createConnection({ uri: url });
  const [[row]] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version');
  await connection.end();
  return String(row?.version);
}
