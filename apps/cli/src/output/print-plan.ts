import type { PlanStep } from '@acequia/engine';
import { printable } from './printable.ts';
import type { Paint, Terminal } from './terminal.ts';
import { pad } from './text-width.ts';

const looks: Readonly<Record<PlanStep['action'], { readonly sign: string; readonly style: Parameters<Paint>[0] }>> = {
  create: { sign: '+', style: 'green' },
  update: { sign: '~', style: 'yellow' },
  delete: { sign: '-', style: 'red' },
  extra: { sign: '?', style: 'dim' },
  unchanged: { sign: ' ', style: 'dim' },
};

/** Prints the steps of `apply`, one a line, with what differs below. */
export function printPlan(terminal: Terminal, steps: readonly PlanStep[]): void {
  for (const { action, what, name, details } of steps) {
    const { sign, style } = looks[action];
    terminal.print(terminal.paint(style, `${sign} ${pad(action, 9)}  ${what} ${printable(name)}`));
    for (const detail of details) terminal.print(`             ${terminal.paint('dim', printable(detail))}`);
  }
}
