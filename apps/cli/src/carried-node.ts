import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Runs this command again under the Node of the npm package `node`, where one is installed beside it, and ends as that
 * one ends. Answers false when there is none that is newer than this one.
 */
export function runCarriedNode(): boolean {
  const binary = findCarriedNode();
  if (binary === undefined) return false;
  const child = spawn(binary, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' });
  // A terminal sends its Ctrl-C to both processes already.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    process.stderr.write(`error: ${binary} does not start: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
  return true;
}

function findCarriedNode(): string | undefined {
  try {
    const file = createRequire(import.meta.url).resolve('node/package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { version: string; bin: { node: string } };
    const isNewer = Number.parseInt(manifest.version, 10) > Number.parseInt(process.versions.node, 10);
    return isNewer ? join(dirname(file), manifest.bin.node) : undefined;
  } catch {
    return undefined;
  }
}
