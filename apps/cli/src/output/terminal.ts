import { styleText } from 'node:util';
import { LiveLines, type Screen } from './live-lines.ts';
import { type Column, formatTable } from './table.ts';

type Style = Parameters<typeof styleText>[0];
/** Colours a text, or leaves it alone where colours are not wanted. */
export type Paint = (style: Style, text: string) => string;

/** Where the command speaks: data to one stream, talk to the other. */
export class Terminal {
  readonly #out: Screen;
  readonly #err: Screen;
  readonly live: LiveLines;

  constructor(out: Screen, err: Screen) {
    this.#out = out;
    this.#err = err;
    this.live = new LiveLines(err);
  }

  /** Colours for {@link print}. */
  readonly paint: Paint = (style, text) => styleText(style, text, { stream: this.#out, validateStream: true });

  /** Colours for {@link say}. */
  readonly tint: Paint = (style, text) => styleText(style, text, { stream: this.#err, validateStream: true });

  /** Columns of data; `Infinity` when it does not go to a terminal. */
  get width(): number {
    return this.#out.isTTY ? this.#out.columns || 80 : Number.POSITIVE_INFINITY;
  }

  /** Columns of talk. */
  get talkWidth(): number {
    return this.#err.isTTY ? this.#err.columns || 80 : 80;
  }

  get isDataTerminal(): boolean {
    return this.#out.isTTY === true;
  }

  /** Writes data, a line end added. */
  print(text: string): void {
    this.live.erase();
    this.#out.write(`${text}\n`);
  }

  /** Writes data and waits while its reader is slower. */
  async printSlowly(text: string): Promise<void> {
    this.live.erase();
    if (this.#out.write(`${text}\n`)) return;
    await new Promise<void>((resolve) => this.#out.once('drain', resolve));
  }

  /** Writes talk, a line end added. */
  say(text = ''): void {
    this.live.erase();
    this.#err.write(`${text}\n`);
  }

  /** Writes the one JSON document of `--json`. */
  printJson(value: unknown): void {
    this.print(JSON.stringify(value, null, 2));
  }

  printTable(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    const lines = formatTable(columns, rows, this.width, (title) => this.paint('dim', title));
    this.print(lines.join('\n'));
  }
}
