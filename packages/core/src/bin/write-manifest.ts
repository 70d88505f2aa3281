#!/usr/bin/env node
import { AcequiaError, describeError } from '../contract/errors.ts';
import { writeManifest } from '../registry/write-manifest.ts';

try {
  const file = await writeManifest(process.cwd());
  process.stdout.write(`${file}\n`);
} catch (error) {
  const hint = AcequiaError.isInstance(error) ? error.hint : undefined;
  process.stderr.write(`${describeError(error).message}\n${hint === undefined ? '' : `${hint}\n`}`);
  process.exitCode = 1;
}
