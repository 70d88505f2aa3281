import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../../../tests/servers/find-free-port.ts';
import { findProgram } from '../../../../tests/servers/find-programs.ts';
import { removeAbandonedFolders } from '../../../../tests/servers/remove-abandoned-folders.ts';
import { startServerProcess } from '../../../../tests/servers/server-process.ts';

/** A real server with a folder and a port of its own on 127.0.0.1. */
export interface DavServer {
  /** Address of the folder. */
  readonly url: string;
  readonly port: number;
  /** The same folder on this machine. */
  readonly folder: string;
  readonly credentials: { readonly username: string; readonly password: string };
  /** SIGKILL; the files stay for `restart`. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

/** What is started, once there is a place for it. */
export interface Plan {
  /** For names of folders. */
  readonly name: string;
  readonly program: string;
  /** Path of the address. */
  readonly path: string;
  /** Writes what it needs into `place` and answers its arguments. */
  prepare(place: { readonly place: string; readonly folder: string; readonly port: number }): readonly string[];
}

export const credentials = { username: 'reader', password: 'a-real-password-5' };

/** Starts a server that ends with this process at the latest. */
export async function startDavServer({ name, program, path, prepare }: Plan): Promise<DavServer> {
  const prefix = `acequia-${name}-`;
  await removeAbandonedFolders(tmpdir(), prefix);
  const place = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const folder = join(place, 'files');
  mkdirSync(folder);
  // A server that is started by root runs as nobody.
  for (const one of [place, folder]) chmodSync(one, 0o777);
  const port = await findFreePort();
  const [command = program, ...flags] = [...asNobody(), program, ...prepare({ place, folder, port })];
  const start = () => startServerProcess(command, flags, port, { ready: 'accepts' });
  let server = await start();
  const onExit = () => {
    server.killNow();
    rmSync(place, { recursive: true, force: true });
  };
  process.once('exit', onExit);
  return {
    url: `http://127.0.0.1:${port}${path}`,
    port,
    folder,
    credentials,
    kill: () => server.kill(),
    async restart() {
      await server.kill();
      server = await start();
    },
    async stop() {
      process.off('exit', onExit);
      await server.kill();
      await rm(place, { recursive: true, force: true });
    },
  };
}

/** Root may read every file: a server must be somebody who can be refused one. Another user ends with its parent only when told so again. */
function asNobody(): string[] {
  const setpriv = findProgram('setpriv');
  if (process.getuid?.() !== 0 || !setpriv) return [];
  return [setpriv, '--reuid', '65534', '--regid', '65534', '--clear-groups', '--pdeathsig', 'KILL', '--'];
}
