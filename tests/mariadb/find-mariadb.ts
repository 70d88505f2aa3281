import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface MariaDbPrograms {
  /** The server, `mariadbd`. */
  readonly server: string;
  /** Fills a new data directory, `mariadb-install-db`. */
  readonly installDb: string;
}

export interface FindMariaDbOptions {
  /** Where to look. The PATH and the folders that servers are usually in when absent. */
  readonly folders?: readonly string[];
  /** Whether missing programs may be installed with apt-get. When absent: if this process runs as root. */
  readonly root?: boolean;
}

/** The server without the system service that mariadb-server would start; the client brings my_print_defaults. */
const aptPackages = ['mariadb-server-core', 'mariadb-client-core'];

/** Debian keeps the server outside the PATH of ordinary users; Homebrew keeps it outside everybody's. */
const extraFolders = ['/usr/sbin', '/usr/local/sbin', '/usr/libexec', '/opt/homebrew/opt/mariadb/bin'];

/**
 * The MariaDB programs of this machine. As root on a system with apt they are installed when they are missing.
 * Throws when there are none: tests that need a database must fail without one, not be skipped.
 */
export function findMariaDb(options: FindMariaDbOptions = {}): MariaDbPrograms {
  const { folders = searchPath(), root = process.getuid?.() === 0 } = options;
  const found = locate(folders);
  if (found) return found;
  if (!root || !findProgram('apt-get')) {
    throw new Error(
      'No MariaDB server: mariadbd and mariadb-install-db are not installed. Install them ' +
        '(Debian, Ubuntu: apt-get install mariadb-server-core mariadb-client-core; macOS: brew install mariadb), ' +
        'or set ACEQUIA_TEST_MYSQL_URL to a server whose user may create databases, like mysql://root@127.0.0.1:3306/.',
    );
  }
  installWithApt();
  const installed = locate(folders);
  if (!installed) throw new Error('apt-get installed MariaDB, but mariadbd is still not found.');
  return installed;
}

function locate(folders: readonly string[]): MariaDbPrograms | undefined {
  const server = findProgram('mariadbd', folders);
  const installDb = findProgram('mariadb-install-db', folders);
  return server && installDb ? { server, installDb } : undefined;
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

function installWithApt(): void {
  const logFile = join(mkdtempSync(join(tmpdir(), 'acequia-apt-')), 'apt.log');
  const log = openSync(logFile, 'a');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  process.stderr.write(`Installing MariaDB with apt-get (log: ${logFile})\n`);
  try {
    for (const step of [['update'], ['install', '-y', '--no-install-recommends', ...aptPackages]]) {
      execFileSync('apt-get', step, { env, stdio: ['ignore', log, log] });
    }
  } catch (error) {
    throw new Error(`apt-get could not install MariaDB:\n${readFileSync(logFile, 'utf8')}`, {
      cause: error,
    });
  }
}
