import { AcequiaError, type ErrorKind, SourceError, type SyncLog } from '@acequia/engine';

/** What the command tells the shell. Stable: scripts decide by it. */
export const exitCode = {
  ok: 0,
  error: 1,
  usage: 2,
  notFound: 3,
  needsCredentials: 4,
  alreadyRunning: 5,
  /** Some documents failed. */
  partial: 6,
  deletionsNeedReview: 7,
  /** Rate limit or network: the same command may succeed later. */
  temporary: 8,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

const byCode: Readonly<Record<string, ExitCode>> = {
  usage: exitCode.usage,
  not_found: exitCode.notFound,
  no_workspace: exitCode.notFound,
  needs_credentials: exitCode.needsCredentials,
  sync_running: exitCode.alreadyRunning,
  canceled: exitCode.interrupted,
};

const byKind: Readonly<Partial<Record<ErrorKind, ExitCode>>> = {
  auth: exitCode.needsCredentials,
  'rate-limited': exitCode.temporary,
  transient: exitCode.temporary,
};

/** The exit code of a command that ended with an error. */
export function exitCodeOfError(error: unknown): ExitCode {
  if (SourceError.isInstance(error)) return byKind[error.kind] ?? exitCode.error;
  if (AcequiaError.isInstance(error)) return byCode[error.code] ?? exitCode.error;
  return exitCode.error;
}

/** The exit code of a sync that ended. */
export function exitCodeOfSync(log: SyncLog): ExitCode {
  if (log.status === 'canceled') return exitCode.interrupted;
  if (log.status === 'waiting') return exitCode.temporary;
  if (log.status === 'failed') {
    return byKind[log.errorKind as ErrorKind] ?? exitCode.error;
  }
  if (log.counts.withheld > 0) return exitCode.deletionsNeedReview;
  return log.status === 'partial' ? exitCode.partial : exitCode.ok;
}

/** From what must be known first to what can wait. */
const gravest: readonly ExitCode[] = [130, 1, 4, 3, 5, 8, 7, 6];

/** One exit code for several pieces of work. */
export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  return gravest.find((code) => codes.includes(code)) ?? exitCode.ok;
}
