#!/usr/bin/env node
import { describeError } from '../contract/errors.ts';
import { writeManifest } from '../registry/write-manifest.ts';

try {
  const file = await writeManifest(process.cwd());
  process.stdout.write(`${file}\n`);
} catch (error) {
  const { message, remedy } = describeError(error);
  process.stderr.write(`${remedy === undefined ? message : `${message}\n${remedy}`}\n`);
  process.exitCode = 1;
}
