import { existsSync, readFileSync } from 'node:fs';

const status = '/proc/self/status';

/**
 * Bytes of resident memory that this process had at most. On Linux not by `maxRSS`, which begins with what the parent had
 * when it forked (https://man7.org/linux/man-pages/man2/getrusage.2.html).
 */
export function peakMemory(): number {
  const kibibytes = existsSync(status)
    ? Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1])
    : process.resourceUsage().maxRSS;
  return kibibytes * 1024;
}
