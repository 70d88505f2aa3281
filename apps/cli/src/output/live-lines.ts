import { clearScreenDown, moveCursor } from 'node:readline';

/** A stream that may be a terminal. */
export type Screen = NodeJS.WriteStream;

/** Milliseconds between two pictures: at most ten a second. */
const interval = 100;
/** Milliseconds between two lines where there is no terminal. */
const plainInterval = 5000;

/**
 * One or two lines at the bottom of a terminal that are drawn again and again, and are gone at the end. Where there is
 * no terminal, a plain line every five seconds.
 */
export class LiveLines {
  readonly #screen: Screen;
  readonly #live: boolean;
  #shown = 0;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #draw: (() => readonly string[]) | undefined;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#live = screen.isTTY === true && process.env.TERM !== 'dumb';
  }

  /** True on a terminal, where lines can be drawn again. */
  get isLive(): boolean {
    return this.#live;
  }

  /** Shows what `draw` answers, now or soon; only the newest is drawn. Its lines must fit the width of the screen. */
  update(draw: () => readonly string[], now = performance.now()): void {
    this.#draw = draw;
    if (!this.#live) {
      if (this.#drawnAt === Number.NEGATIVE_INFINITY) this.#drawnAt = now;
      if (now - this.#drawnAt < plainInterval) return;
      this.#drawnAt = now;
      this.#screen.write(`${draw().join(' ').trim()}\n`);
    } else if (now - this.#drawnAt >= interval) {
      this.#paint(now);
    } else {
      this.#timer ??= setTimeout(() => this.#paint(performance.now()), interval).unref();
    }
  }

  /** Takes the lines away, so that other text can be written. The next update brings them back. */
  erase(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#shown === 0) return;
    moveCursor(this.#screen, 0, -this.#shown);
    clearScreenDown(this.#screen);
    this.#shown = 0;
    this.#drawnAt = Number.NEGATIVE_INFINITY;
  }

  /** Takes the lines away for good. */
  end(): void {
    this.erase();
    this.#draw = undefined;
    this.#drawnAt = Number.NEGATIVE_INFINITY;
  }

  #paint(now: number): void {
    const lines = this.#draw?.() ?? [];
    this.erase();
    this.#drawnAt = now;
    this.#screen.write(lines.map((line) => `${line}\n`).join(''));
    this.#shown = lines.length;
  }
}
