import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { aptLock, findProgram } from '../servers/find-programs.ts';
import { archivePackages, type InputPackage, inputPackages } from './inputs.ts';

const run = promisify(execFile);
/** Kept between runs, each package in a folder that appears when it is complete. */
const store = join(tmpdir(), 'acequia-corpus');

/** Downloads the packages that are not there yet; gives the paths of their documents. */
export async function fetchInputs(): Promise<string[]> {
  mkdirSync(store, { recursive: true });
  const missing = [...inputPackages, ...archivePackages].filter(({ name }) => !existsSync(join(store, name)));
  await fetchFromDebian(missing.filter(({ from }) => from === 'debian'));
  await Promise.all(missing.filter(({ from }) => from === 'npm').map(fetchFromNpm));
  return inputPackages.flatMap(({ name, folder, files }) =>
    files.map((file) => unpacked(join(store, name, folder, file))),
  );
}

/** The archives of the npm packages, as the registry has them, and those that are in packages. To be fetched before. */
export function archivePaths(): string[] {
  const fromNpm = inputPackages.filter(({ from }) => from === 'npm');
  return [
    ...fromNpm.map(({ name }) => join(store, name, 'package.tgz')),
    ...archivePackages.flatMap(({ name, folder, files }) => files.map((file) => join(store, name, folder, file))),
  ];
}

async function fetchFromDebian(packages: readonly InputPackage[]): Promise<void> {
  if (packages.length === 0) return;
  if (!findProgram('apt-get') || !findProgram('dpkg-deb')) {
    throw new Error(
      `The documents of this test come from Debian packages: run it on Debian, or copy ${store} from one.`,
    );
  }
  const folder = mkdtempSync(join(store, '.debian-'));
  const names = packages.map(({ name }) => name);
  const apt = (...flags: string[]) => run('flock', [aptLock, 'apt-get', ...flags], { cwd: folder });
  try {
    // A fresh system knows no packages yet, and an old list names versions that are gone.
    await apt('download', ...names).catch(async () => {
      await apt('update');
      await apt('download', ...names);
    });
    const archives = readdirSync(folder);
    for (const name of names) {
      const archive = archives.find((file) => file.startsWith(`${name}_`)) ?? '';
      const target = join(folder, name);
      await run('dpkg-deb', ['--extract', join(folder, archive), target]);
      keep(target, name);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fetchFromNpm({ name, version = '' }: InputPackage): Promise<void> {
  const folder = mkdtempSync(join(store, '.npm-'));
  try {
    await run('npm', ['pack', '--silent', '--pack-destination', folder, `${name}@${version}`], { cwd: folder });
    const [archive = ''] = readdirSync(folder);
    await run('tar', ['--extract', '--file', archive], { cwd: folder });
    renameSync(join(folder, archive), join(folder, 'package.tgz'));
    keep(folder, name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Another run may have been faster. */
function keep(folder: string, name: string): void {
  if (!existsSync(join(store, name))) renameSync(folder, join(store, name));
}

function unpacked(path: string): string {
  if (!path.endsWith('.gz')) return path;
  const plain = path.slice(0, -'.gz'.length);
  if (!existsSync(plain)) writeFileSync(plain, gunzipSync(readFileSync(path)));
  return plain;
}
