import type { Check } from '@acequia/engine';
import { printable } from './printable.ts';
import type { Terminal } from './terminal.ts';
import { pad, textWidth } from './text-width.ts';
import { wrapText } from './wrap-text.ts';

/** Prints checks one a line, with the remedy below each that failed. */
export function printChecks(terminal: Terminal, checks: readonly Check[]): void {
  const width = Math.max(0, ...checks.map(({ name }) => textWidth(name)));
  const indent = ' '.repeat(width + 4);
  // Beside long names there may be no room.
  const room = Math.max(30, terminal.width - indent.length);
  const wrap = (text: string) => wrapText(printable(text), room).split('\n');
  for (const { name, ok, message, remedy } of checks) {
    const mark = ok ? terminal.paint('green', '✓') : terminal.paint('red', '✗');
    const [first = '', ...rest] = wrap(message);
    terminal.print(`${mark} ${pad(name, width)}  ${first}`);
    for (const line of rest) terminal.print(indent + line);
    if (ok || remedy === undefined) continue;
    for (const line of wrap(remedy)) terminal.print(indent + terminal.paint('cyan', line));
  }
}
