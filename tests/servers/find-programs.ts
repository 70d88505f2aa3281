import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface FindProgramsOptions {
  /** What is looked for, in words: `MariaDB`. */
  readonly what: string;
  /** Names of executables, all of which are needed. */
  readonly programs: readonly string[];
  /** Debian packages that bring them; best those without a system service. */
  readonly packages: readonly string[];
  /** What else a person can do: the last sentence of the error. */
  readonly otherwise: string;
  /** Where to look. The PATH and the folders that servers are usually in when absent. */
  readonly folders?: readonly string[];
  /** Whether missing programs may be installed with apt-get. When absent: if this process runs as root. */
  readonly root?: boolean;
}

/** Debian keeps servers outside the PATH of ordinary users; Homebrew keeps some outside everybody's. */
const extraFolders = ['/usr/sbin', '/usr/local/sbin', '/usr/libexec', '/opt/homebrew/opt/mariadb/bin'];

/** Workers that miss the same program at the same time install it one after another. */
export const aptLock = join(tmpdir(), 'acequia-apt.lock');

/**
 * Paths of the programs, in the order of their names. As root on a system with apt they are installed when they are
 * missing. Throws when there are none: tests that need a server must fail without one, not be skipped.
 */
export function findPrograms(options: FindProgramsOptions): string[] {
  const { what, programs, packages, otherwise, folders = searchPath(), root = process.getuid?.() === 0 } = options;
  const locate = () => programs.map((name) => findProgram(name, folders)).filter((path) => path !== undefined);
  let found = locate();
  if (found.length === programs.length) return found;
  if (!root || !findProgram('apt-get')) {
    throw new Error(
      `No ${what}: ${programs.join(' and ')} not found. Install it (Debian, Ubuntu: apt-get install ${packages.join(' ')}), ${otherwise}`,
    );
  }
  installWithApt(what, packages);
  found = locate();
  if (found.length < programs.length)
    throw new Error(`apt-get installed ${what}, but ${programs.join(' or ')} is still not found.`);
  return found;
}

/** The path of an executable, or undefined. */
export function findProgram(name: string, folders: readonly string[] = searchPath()): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function searchPath(): string[] {
  return [...(process.env.PATH ?? '').split(delimiter), ...extraFolders].filter((folder) => folder !== '');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installWithApt(what: string, packages: readonly string[]): void {
  const logFile = join(mkdtempSync(join(tmpdir(), 'acequia-apt-')), 'apt.log');
  const log = openSync(logFile, 'a');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const flock = findProgram('flock');
  const locked = flock ? [flock, aptLock] : [];
  process.stderr.write(`Installing ${what} with apt-get (log: ${logFile})\n`);
  try {
    for (const step of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
      const [command = '', ...rest] = [...locked, 'apt-get', ...step];
      execFileSync(command, rest, { env, stdio: ['ignore', log, log] });
    }
  } catch (error) {
    throw new Error(`apt-get could not install ${what}:\n${readFileSync(logFile, 'utf8')}`, { cause: error });
  }
}
