import type { Paint, Terminal } from '../output/terminal.ts';
import type { Session } from '../session/session.ts';

/** Tells a person what happens: on stdout, or beside the JSON document on stderr. */
export interface Narrator {
  readonly terminal: Terminal;
  readonly paint: Paint;
  /** Columns that a line may have. */
  readonly width: number;
  line(text?: string): void;
  heading(text: string): void;
  /** A step that is done. */
  done(what: string, result: string): void;
}

const plainWidth = 80;
const labelWidth = 12;

export function createNarrator({ terminal, json }: Session): Narrator {
  const paint = json ? terminal.tint : terminal.paint;
  const line = (text = '') => (json ? terminal.say(text) : terminal.print(text));
  return {
    terminal,
    paint,
    width: Math.min(json ? terminal.talkWidth : terminal.width, 100, terminal.talkWidth || plainWidth),
    line,
    heading: (text) => line(`\n${paint('bold', text)}`),
    done: (what, result) => line(`${paint('green', '✓')} ${what.padEnd(labelWidth)} ${result}`),
  };
}
