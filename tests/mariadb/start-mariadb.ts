import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '../servers/find-free-port.ts';
import { removeAbandonedFolders } from '../servers/remove-abandoned-folders.ts';
import { startServerProcess } from '../servers/server-process.ts';
import { findMariaDb } from './find-mariadb.ts';

/** A private MariaDB with default settings, an empty data directory and a port of its own on 127.0.0.1. */
export interface MariaDbServer {
  /** `mysql://root@127.0.0.1:PORT/`: no password, no database chosen. Stays the same over restarts. */
  readonly url: string;
  /** Of the server that runs now, or of the last one after `kill`. */
  readonly pid: number;
  /** Ends the server and removes its data. Calling it again does nothing. */
  stop(): Promise<void>;
  /** SIGKILL; the data stays for `restart`. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts on the same data and port, after a `kill` when it still runs. Resolves when it accepts connections. */
  restart(): Promise<void>;
}

export interface MariaDbOptions {
  /** More flags for mariadbd, like `--max-allowed-packet=16M`. None when absent. */
  readonly flags?: readonly string[];
}

const run = promisify(execFile);

/** Starts a server that ends with this process at the latest. Throws when there is no MariaDB on this machine. */
export async function startMariaDb(options: MariaDbOptions = {}): Promise<MariaDbServer> {
  const programs = findMariaDb();
  const prefix = 'acequia-mariadb-';
  await removeAbandonedFolders(tmpdir(), prefix);
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const data = join(folder, 'data');
  // mariadbd refuses to run as root unless it is told to.
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const port = await findFreePort();
  const flags = [
    '--no-defaults',
    ...user,
    `--datadir=${data}`,
    `--tmpdir=${folder}`,
    `--socket=${join(folder, 'socket')}`,
    `--pid-file=${join(folder, 'pid')}`,
    '--bind-address=127.0.0.1',
    `--port=${port}`,
    '--skip-name-resolve',
    ...(options.flags ?? []),
  ];
  const start = () => startServerProcess(programs.server, flags, port, { ready: 'greets' });

  try {
    await run(programs.installDb, [
      '--no-defaults',
      ...user,
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ]);
    let server = await start();
    const onExit = () => {
      server.killNow();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    };
    process.once('exit', onExit);
    return {
      url: `mysql://root@127.0.0.1:${port}/`,
      get pid() {
        return server.pid;
      },
      async stop() {
        process.off('exit', onExit);
        await server.kill();
        await rm(folder, { recursive: true, force: true });
      },
      kill: () => server.kill(),
      async restart() {
        await server.kill();
        server = await start();
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
