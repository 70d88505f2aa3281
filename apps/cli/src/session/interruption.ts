import { exitCode } from '../exit-code.ts';
import type { Terminal } from '../output/terminal.ts';

/**
 * The answer to Ctrl-C: the first one aborts the signal, so that work ends at its next checkpoint; the second ends the
 * process at once.
 */
export function catchInterruptions(terminal: Terminal): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) {
      terminal.live.end();
      process.exit(exitCode.interrupted);
    }
    terminal.say('Stopping at the next checkpoint. Ctrl-C again stops at once.');
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, stop);
  return {
    signal: controller.signal,
    release() {
      for (const name of signals) process.off(name, stop);
    },
  };
}
