import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort } from '../../../../tests/servers/find-free-port.ts';
import { findPrograms } from '../../../../tests/servers/find-programs.ts';
import { removeAbandonedFolders } from '../../../../tests/servers/remove-abandoned-folders.ts';
import { startServerProcess } from '../../../../tests/servers/server-process.ts';
import { configure } from './dovecot-config.ts';

/** A private Dovecot with any number of mailboxes; each user's password is {@link password}. */
export interface Dovecot {
  /** Plain and STARTTLS. */
  readonly port: number;
  readonly tlsPort: number;
  /** PEM of the certificate, for `localhost`. */
  readonly certificate: string;
  /** Where a user's mails lie, as a maildir. */
  maildir(user: string): string;
  /** SIGKILL to the server and all of its sessions. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export const password = 'dovecot-test-password';

const prefix = 'acequia-dovecot-';

/** Starts a server that ends with this process at the latest. Throws when there is none on this machine. */
export async function startDovecot(): Promise<Dovecot> {
  const [dovecot = '', openssl = ''] = findPrograms({
    what: 'Dovecot',
    programs: ['dovecot', 'openssl'],
    packages: ['dovecot-imapd', 'openssl'],
    otherwise: 'without starting its service.',
  });
  await removeAbandonedFolders(tmpdir(), prefix);
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const mail = join(folder, 'mail');
  mkdirSync(mail);
  const [port, tlsPort] = [await findFreePort(), await findFreePort()];
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate];
  execFileSync(openssl, [...made, ...subject], { stdio: 'ignore' });
  // Mails belong to somebody who is not root, as Dovecot wants it.
  const owner = ownerOfMails();
  chownSync(mail, owner.uid, owner.gid);
  // Sessions run as that user and must get there.
  execFileSync('chmod', ['755', folder]);
  const config = join(folder, 'dovecot.conf');
  writeFileSync(config, configure({ folder, mail, port, tlsPort, key, certificate, password, owner }));
  const start = () => startServerProcess(dovecot, ['-F', '-c', config], port, { ready: 'greets' });
  let server = await start().catch((error: unknown) => {
    throw new Error(`${error}\n${readLog(folder)}`);
  });
  const onExit = () => {
    killSessions(server.pid);
    server.killNow();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', onExit);
  const kill = async () => {
    const sessions = killSessions(server.pid);
    await server.kill();
    await ended(sessions);
  };
  return {
    port,
    tlsPort,
    certificate: readFileSync(certificate, 'utf8'),
    maildir: (user) => join(mail, user),
    kill,
    async restart() {
      await kill();
      server = await start();
    },
    async stop() {
      process.off('exit', onExit);
      await kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function ownerOfMails(): {
  readonly uid: number;
  readonly gid: number;
  readonly internal: string;
  readonly login: string;
} {
  const { uid, gid, username } = userInfo();
  if (uid !== 0) return { uid, gid, internal: username, login: username };
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('dovecot:'));
  const [, , user = '', group = ''] = entry?.split(':') ?? [];
  return { uid: Number(user), gid: Number(group), internal: 'dovecot', login: 'dovenull' };
}

/** Kills the processes that this server started, and answers which: they would serve on without it, and it would start others. */
function killSessions(master: number): number[] {
  signal(master, 'SIGSTOP');
  const sessions = readdirSync('/proc')
    .map(Number)
    .filter((pid) => readStat(pid)?.parent === master);
  for (const pid of sessions) signal(pid, 'SIGKILL');
  return sessions;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself.
  }
}

/** Their ports are free only then. */
async function ended(pids: readonly number[]): Promise<void> {
  while (pids.some((pid) => readStat(pid)?.state.match(/[^ZX]/))) await delay(10);
}

/** State and parent of a process; undefined: there is none. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function readStat(pid: number): { readonly state: string; readonly parent: number } | undefined {
  try {
    const [, state = '', parent] = /\) (\S) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

function readLog(folder: string): string {
  try {
    return readFileSync(join(folder, 'log'), 'utf8').slice(-4000);
  } catch {
    return '';
  }
}
