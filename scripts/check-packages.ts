import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { findPackages } from './find-packages.ts';

// What npm would get: every published package, as built, is resolved by the rules of publint.dev.
let problems = 0;
for (const file of findPackages(join(import.meta.dirname, '..'))) {
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  if (manifest.private) continue;
  const { messages } = await publint({ pkgDir: dirname(file), pack: false, level: 'warning', strict: true });
  for (const message of messages) {
    problems += 1;
    process.stderr.write(`${manifest.name}: ${formatMessage(message, manifest, { color: false })}\n`);
  }
}
process.exitCode = problems === 0 ? 0 : 1;
