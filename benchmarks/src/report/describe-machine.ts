import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

/** Date and machine, as lines of a list. */
export function describeMachine(): string {
  const loads = loadavg().map((one) => one.toFixed(1));
  return `- ${new Date().toISOString().slice(0, 10)}
- ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}; load at the end ${loads.join(', ')}`;
}

/** On a machine that does other work too, wall times are its, not ours. */
export function warnOfLoad(): string {
  const [load = 0] = loadavg();
  return load > availableParallelism() + 1
    ? ' The machine did other work at the same time: trust the CPU ratio more than the wall ratio.'
    : '';
}

/** The commit that was measured. @param folders whose changes count */
export function describeCommit(...folders: readonly string[]): string {
  try {
    const id = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
    const changed = execFileSync('git', ['status', '--porcelain', '--', ...folders], { encoding: 'utf8' }) !== '';
    return changed ? `${id} with changes` : id;
  } catch {
    return 'unknown';
  }
}
