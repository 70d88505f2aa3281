import { parseOptions, usage } from './options.ts';
import { runEngineBenchmark } from './run-engine-benchmark.ts';

const options = parseOptions(process.argv.slice(2));
if (!options) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else await runEngineBenchmark(options);
