import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { findProgram } from './find-mariadb.ts';

const startDeadlineMs = 60_000;
const pollMs = 10;

/** A running child process and the end of what it wrote. */
export interface ServerProcess {
  readonly pid: number;
  /** SIGKILL, without waiting: for the exit of this process. */
  killNow(): void;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
}

/** Starts a server and resolves when it greets on `port` of 127.0.0.1. Throws with its output when it ends before. */
export async function startServerProcess(program: string, flags: string[], port: number): Promise<ServerProcess> {
  const [command = program, ...before] = [...diesWithParent(), program];
  const child = spawn(command, [...before, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collectOutput(child);
  const ended = once(child, 'exit').catch((error: unknown) => [error]);
  const server: ServerProcess = {
    pid: child.pid ?? 0,
    killNow: () => child.kill('SIGKILL'),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
  const deadline = Date.now() + startDeadlineMs;
  const state = { ended: false };
  void ended.then(() => {
    state.ended = true;
  });
  while (!(await greets(port))) {
    if (state.ended || Date.now() > deadline) {
      await server.kill();
      throw new Error(`${program} did not start on 127.0.0.1:${port}:\n${output()}`);
    }
    await Promise.race([delay(pollMs), ended]);
  }
  if (state.ended) throw new Error(`Another server listens on 127.0.0.1:${port}; ${program} said:\n${output()}`);
  return server;
}

/** Where Linux offers it, the kernel ends the server even when this process is killed with SIGKILL. */
function diesWithParent(): string[] {
  const setpriv = findProgram('setpriv');
  if (!setpriv) return [];
  const prefix = ['--pdeathsig', 'KILL', '--'];
  return spawnSync(setpriv, [...prefix, 'true']).status === 0 ? [setpriv, ...prefix] : [];
}

function collectOutput(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      text = (text + part).slice(-8000);
    });
  }
  child.on('error', (error) => {
    text += String(error);
  });
  return () => text;
}

/** A MySQL-like server speaks first: a listening port that says nothing is not ready yet. */
function greets(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ port, host: '127.0.0.1' });
  const answer = (ready: boolean) => {
    socket.destroy();
    resolve(ready);
  };
  socket.setTimeout(5000, () => answer(false));
  socket.once('data', () => answer(true));
  socket.once('error', () => answer(false));
  socket.once('close', () => answer(false));
  return promise;
}
