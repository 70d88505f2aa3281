import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import {
  type FakeFault,
  FakeFaultPlan,
  FakeRateKeeper,
  type FakeRequest,
  type FakeRequestHook,
  type FakeRequestKind,
  FakeRequestRecorder,
  type FakeServer,
} from '@acequia/testkit';
import { readCommands } from './command-lines.ts';
import type { FakeAccount } from './fake-account.ts';
import { type ImapAnswer, ImapSession } from './imap-session.ts';
import { type ImapCommand, parseCommand } from './parse-command.ts';
import { refuseByStatus, refuseForNow, spoil } from './spoil-answer.ts';

export interface ImapServerOptions {
  readonly account: FakeAccount;
  readonly accepts: (user: string, secret: string) => boolean;
  readonly clock: { now(): number };
  readonly port?: number;
  /** Connections that may be open; more are refused. Default 100. */
  readonly connections?: number;
}

/** A running IMAP server with a log of its commands. */
export interface ImapServer extends FakeServer {
  readonly port: number;
  /** Ends all connections with a BYE. */
  sayBye(): void;
  /** The most connections that were open at the same time. */
  peak(): number;
  /** When no connection is open any more. */
  whenLeft(): Promise<void>;
}

const signingIn = new Set(['CAPABILITY', 'ID', 'LOGIN', 'AUTHENTICATE', 'NAMESPACE', 'ENABLE', 'LOGOUT', 'NOOP']);

/** An IMAP server on 127.0.0.1 for one account. Each command is a request of the test kit; a limit is that of one connection. */
export async function startImapServer(options: ImapServerOptions): Promise<ImapServer> {
  const { account, clock, connections = 100 } = options;
  const faults = new FakeFaultPlan();
  const requests = new FakeRequestRecorder();
  const rates = new FakeRateKeeper(() => clock.now());
  const sockets = new Set<Socket>();
  const lastAnswers = new Map<string, ImapAnswer>();
  let hook: FakeRequestHook | undefined;
  let opened = 0;
  let peak = 0;

  async function answer(session: ImapSession, command: ImapCommand, request: FakeRequest, socket: Socket) {
    const done = requests.enter(request);
    await hook?.(request);
    const fault = faults.take(request);
    const send = (given: ImapAnswer, status = given.end.startsWith('OK') ? 200 : 500, early = false) => {
      const text = `${given.untagged.map((line) => `* ${line}\r\n`).join('')}${command.tag} ${given.end}\r\n`;
      done({ status, bytes: text.length, mime: '', early });
      if (given.bye !== undefined) {
        const last = given.bye === '' ? given.untagged : [...given.untagged, given.bye];
        socket.end(last.map((line) => `* ${line}\r\n`).join(''), 'latin1');
        return;
      }
      write(socket, text, fault);
      if (command.name === 'LOGOUT') socket.end();
    };
    const limited =
      fault?.type === 'rate-limit'
        ? rates.punish(request.bucket, fault.seconds)
        : request.kind !== 'token' && rates.count(request.bucket);
    if (limited) return send(refuseForNow(limited.until - clock.now()), limited.status, limited.early);
    if (fault?.type === 'stuck') return;
    if (fault?.type === 'reset' && fault.when !== 'half') return void socket.resetAndDestroy();
    if (fault?.type === 'status') return send(refuseByStatus(fault.status, request.kind === 'token'), fault.status);
    const route = `${command.name} ${session.selected?.path}`;
    const repeated = fault?.type === 'repeat' ? lastAnswers.get(route) : undefined;
    const given = repeated ?? session.answer(command);
    lastAnswers.set(route, given);
    send(fault ? spoil(given, fault) : given);
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    if (sockets.size > connections) {
      socket.end('* BYE [ALERT] Too many simultaneous connections\r\n');
      return;
    }
    peak = Math.max(peak, sockets.size);
    const bucket = `connection ${++opened}`;
    const session = new ImapSession(account, options.accepts);
    let last: Promise<unknown> = Promise.resolve();
    readCommands(socket, (text) => {
      last = last.then(() => {
        const command = parseCommand(text);
        return answer(session, command, requestOf(command, text, session, requests.next, bucket), socket);
      });
    });
    socket.write(`* OK [CAPABILITY ${session.capabilities}] fake\r\n`);
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  let closed: Promise<void> | undefined;
  return {
    url: `imap://127.0.0.1:${port}`,
    port,
    requests,
    faults,
    rates,
    onRequest(next) {
      hook = next;
    },
    sayBye() {
      for (const socket of sockets) socket.end('* BYE shutting down\r\n');
    },
    peak: () => peak,
    async whenLeft() {
      while (sockets.size > 0) await Promise.all([...sockets].map((socket) => once(socket, 'close')));
    },
    close() {
      closed ??= new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      });
      return closed;
    },
  };
}

function requestOf(
  command: ImapCommand,
  text: string,
  session: ImapSession,
  number: number,
  bucket: string,
): FakeRequest {
  const kind = kindOf(command, text);
  // Whatever else it is, what is sent to sign in stays out of the log.
  const shown = kind === 'token' ? command.name : text.slice(command.tag.length + 1);
  const path = `/${session.selected?.path ?? ''}/${shown}`;
  const body = Buffer.from(shown);
  return { number, kind, bucket, method: command.name, path, query: {}, headers: {}, params: {}, body, json: null };
}

/** EXAMINE belongs to what is read after it: it counts as a listing. */
function kindOf({ name }: ImapCommand, text: string): FakeRequestKind {
  if (signingIn.has(name)) return 'token';
  if (name === 'LIST' || name === 'LSUB' || name === 'STATUS') return 'containers';
  if (!name.endsWith('FETCH')) return 'listing';
  if (/BODY\.PEEK\[(?!HEADER)/.test(text)) return 'content';
  return text.includes('CHANGEDSINCE') ? 'changes' : 'listing';
}

function write(socket: Socket, text: string, fault: FakeFault | undefined): void {
  const half = text.length >> 1;
  const send = (part: string) => socket.write(part, 'latin1');
  if (fault?.type === 'html' || fault?.type === 'json') socket.end('<!doctype html><title>Sign in</title>\r\n');
  else if (fault?.type === 'truncate') socket.end(text.slice(0, half), 'latin1');
  else if (fault?.type === 'reset') socket.write(text.slice(0, half), 'latin1', () => socket.resetAndDestroy());
  else if (fault?.type === 'slow') {
    send(text.slice(0, half));
    setTimeout(() => send(text.slice(half)), fault.milliseconds);
  } else send(text);
}
