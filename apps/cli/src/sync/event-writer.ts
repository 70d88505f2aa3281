import type { PlannedSync, SyncLog, SyncRequest } from '@acequia/engine';
import type { ErrorEnvelope } from '../output/print-error.ts';
import type { Terminal } from '../output/terminal.ts';

type Progress = Parameters<NonNullable<SyncRequest['onProgress']>>[0];

/** Milliseconds between two progress events of the same phase. */
const interval = 500;

/**
 * Writes the events of one sync for programs: `progress` (at most two a second), `end` with the log or the error, and
 * `next` with what a schedule asks for after it.
 */
export function createEventWriter(terminal: Terminal, dataSource: string) {
  let phase: string | undefined;
  let writtenAt = Number.NEGATIVE_INFINITY;
  const write = (event: string, data: object) =>
    terminal.print(JSON.stringify({ event, time: Date.now(), dataSource, ...data }));
  return {
    progress(progress: Progress): void {
      const now = performance.now();
      if (progress.phase === phase && now - writtenAt < interval) return;
      [phase, writtenAt] = [progress.phase, now];
      write('progress', progress);
    },
    next({ kind, at }: PlannedSync): void {
      write('next', { kind, at });
    },
    /** @param failingDocuments that cannot be read, of this sync and of those before; undefined: nobody asked */
    end(result: SyncLog | ErrorEnvelope, failingDocuments?: number): void {
      write('end', 'counts' in result ? { log: result, failingDocuments } : result);
    },
  };
}
