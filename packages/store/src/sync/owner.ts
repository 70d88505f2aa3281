import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** A name for this process that tells others on the same machine whether it still lives. */
export function newOwner(): string {
  return `${hostname().slice(0, 100)}:${process.pid}:${randomBytes(6).toString('hex')}`;
}

/** False only when the owner was a process of this machine that is gone. */
export function mayLive(owner: string): boolean {
  const [host, pid] = owner.split(':');
  if (host !== hostname().slice(0, 100)) return true;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
