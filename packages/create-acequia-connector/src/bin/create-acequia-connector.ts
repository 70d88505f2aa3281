#!/usr/bin/env node
import { join } from 'node:path';
import { run } from '../run.ts';

const oldest = 24;

if (Number.parseInt(process.versions.node, 10) < oldest) {
  process.stderr.write(`This needs Node ${oldest} or newer, and this is Node ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  process.exitCode = await run({
    arguments: process.argv.slice(2),
    template: join(import.meta.dirname, 'template'),
    folder: process.cwd(),
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    isInteractive: process.stdin.isTTY === true && process.stdout.isTTY === true,
  });
}
