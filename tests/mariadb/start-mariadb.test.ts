import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { removeAbandonedFolders } from '../servers/remove-abandoned-folders.ts';
import { findMariaDb } from './find-mariadb.ts';
import { type MariaDbServer, startMariaDb } from './start-mariadb.ts';

const open: MariaDbServer[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((server) => server.stop()));
});

describe('startMariaDb', () => {
  it('starts, survives kill -9 on the same port, and leaves nothing behind', async () => {
    const server = await start();
    const port = Number(new URL(server.url).port);
    const first = server.pid;
    expect(await greeting(port)).toContain('MariaDB');

    await server.kill();
    expect(isAlive(first)).toBe(false);
    await expect(greeting(port)).rejects.toThrow('ECONNREFUSED');

    await server.restart();
    expect(server.pid).not.toBe(first);
    expect(await greeting(port)).toContain('MariaDB');

    const before = ownFolders();
    await server.stop();
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
    expect(ownFolders()).toHaveLength(before.length - 1);
  });

  it('reports what the server said when it cannot start', async () => {
    const before = ownFolders();
    await expect(startMariaDb({ flags: ['--no-such-flag=1'] })).rejects.toThrow(/did not start.*no-such-flag/s);
    expect(ownFolders()).toEqual(before);
  });

  it.runIf(process.platform === 'linux')('ends with a process that is killed', async () => {
    const script = join(import.meta.dirname, 'start-and-wait.ts');
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const [pid = 0, port = 0] = line.trim().split(' ').map(Number);
    expect(isAlive(pid)).toBe(true);

    const socket = connect({ port, host: '127.0.0.1' });
    await once(socket, 'data');
    const ended = Promise.all([once(socket, 'close'), once(child, 'exit')]);
    child.kill('SIGKILL');
    await ended;
    await removeAbandonedFolders(tmpdir(), 'acequia-mariadb-');
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`acequia-mariadb-${child.pid}-`))).toEqual([]);
  });
});

describe('removeAbandonedFolders', () => {
  it('keeps folders of living processes and of other names', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'acequia-abandoned-'));
    const gone = spawn(process.execPath, ['--version']);
    await once(gone, 'exit');
    const names = [`db-${process.pid}-a`, 'db-x', 'other-1', `db-${gone.pid}-b`];
    for (const name of names) mkdirSync(join(parent, name));
    await removeAbandonedFolders(parent, 'db-');
    expect(readdirSync(parent).sort()).toEqual(names.slice(0, 3).sort());
    rmSync(parent, { recursive: true });
  });
});

describe('findMariaDb', () => {
  it('finds both programs', () => {
    const programs = findMariaDb();
    expect(existsSync(programs.server)).toBe(true);
    expect(existsSync(programs.installDb)).toBe(true);
  });

  it('names what is missing and the variable, without a server and without root', () => {
    expect(() => findMariaDb({ folders: [], root: false })).toThrow(/mariadbd.*ACEQUIA_TEST_MYSQL_URL/s);
  });
});

async function start(): Promise<MariaDbServer> {
  const server = await startMariaDb();
  open.push(server);
  return server;
}

async function greeting(port: number): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  const [data] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return data.toString('latin1');
}

function ownFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`acequia-mariadb-${process.pid}-`));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
