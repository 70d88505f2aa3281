import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { findProgram } from './find-programs.ts';

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

export interface ServerProcessOptions {
  /** `greets`: the server speaks first on a connection, as databases and mail servers do. `accepts`: it only listens, as HTTP servers do. */
  readonly ready: 'greets' | 'accepts';
  /** Of the process; this one's when absent. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts a server and resolves when it is ready on `port` of 127.0.0.1. Throws with its output when it ends before. */
export async function startServerProcess(
  program: string,
  flags: readonly string[],
  port: number,
  { ready, env = process.env }: ServerProcessOptions,
): Promise<ServerProcess> {
  const [command = program, ...before] = [...diesWithParent(), program];
  const child = spawn(command, [...before, ...flags], { env, stdio: ['ignore', 'pipe', 'pipe'] });
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
  while (!(await isReady(port, ready))) {
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

/** A listening port of a server that speaks first is not ready before it does. */
function isReady(port: number, ready: ServerProcessOptions['ready']): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ port, host: '127.0.0.1' });
  const answer = (is: boolean) => {
    socket.destroy();
    resolve(is);
  };
  socket.setTimeout(5000, () => answer(false));
  socket.once(ready === 'greets' ? 'data' : 'connect', () => answer(true));
  socket.once('error', () => answer(false));
  socket.once('close', () => answer(false));
  return promise;
}
