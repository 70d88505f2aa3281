import type { Paint } from './terminal.ts';

const styles: Readonly<Record<string, Parameters<Paint>[0]>> = {
  success: 'green',
  active: 'green',
  ready: 'green',
  running: 'cyan',
  waiting: 'yellow',
  partial: 'yellow',
  pending: 'yellow',
  skipped: 'yellow',
  paused: 'yellow',
  untrusted: 'yellow',
  canceled: 'yellow',
  failed: 'red',
  error: 'red',
  invalid: 'red',
  incompatible: 'red',
  duplicate: 'red',
  needs_reauth: 'red',
};

/** Colours a cell by the state that it names; a state without a colour stays as it is. */
export function paintStatus(paint: Paint, cell: string): string {
  const style = styles[cell.trim()];
  return style === undefined ? cell : paint(style, cell);
}
