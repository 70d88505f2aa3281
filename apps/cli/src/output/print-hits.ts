import type { SearchHit } from '@acequia/engine';
import { highlightSnippet } from './highlight.ts';
import { printable } from './printable.ts';
import type { Terminal } from './terminal.ts';
import { truncate, truncateStart } from './text-width.ts';

/** Prints what was found: where it is, the headings above it, and the passage with what matches. */
export function printHits(terminal: Terminal, hits: readonly SearchHit[]): void {
  const { paint } = terminal;
  const width = terminal.width;
  for (const hit of hits) {
    const { document, headings } = hit;
    const number = `#${document.id}`;
    const path = truncateStart(printable(document.path || document.title), width - number.length - 4);
    terminal.print(`${paint('bold', path)}  ${paint('dim', number)}`);
    if (headings.length > 0) {
      terminal.print(`  ${paint('cyan', truncate(printable(headings.join(' › ')), width - 2))}`);
    }
    terminal.print(`  ${highlightSnippet(hit, width - 2, (text) => paint(['bold', 'yellow'], text))}`);
  }
}
