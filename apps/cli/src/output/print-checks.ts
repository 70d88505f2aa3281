import type { Check } from '@acequia/engine';
import { printable } from './printable.ts';
import type { Terminal } from './terminal.ts';
import { pad, textWidth } from './text-width.ts';

/** Prints checks one a line, with the remedy below each that failed. */
export function printChecks(terminal: Terminal, checks: readonly Check[]): void {
  const width = Math.max(0, ...checks.map(({ name }) => textWidth(name)));
  for (const { name, ok, message, remedy } of checks) {
    const mark = ok ? terminal.paint('green', '✓') : terminal.paint('red', '✗');
    terminal.print(`${mark} ${pad(name, width)}  ${printable(message)}`);
    if (!ok && remedy !== undefined)
      terminal.print(`  ${pad('', width)}  ${terminal.paint('cyan', printable(remedy))}`);
  }
}
