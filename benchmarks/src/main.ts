import { parseCommand, usage } from './options.ts';

const command = parseCommand(process.argv.slice(2));
if (command?.name === 'engine') {
  const { runEngineBenchmark } = await import('./run-engine-benchmark.ts');
  await runEngineBenchmark(command.options);
} else if (command?.name === 'requests') {
  const { runRequestsBenchmark } = await import('./requests/run-requests-benchmark.ts');
  await runRequestsBenchmark(command.options);
} else if (command?.name === 'sources') {
  const { runSourcesBenchmark } = await import('./sources/run-sources-benchmark.ts');
  await runSourcesBenchmark(command.options);
} else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
