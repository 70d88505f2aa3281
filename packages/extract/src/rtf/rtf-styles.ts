/** The paragraph styles of the style sheet that are headings, by number. */
export class RtfStyles {
  readonly #levels = new Map<number, number>();
  #number = 0;
  #outline: number | undefined;
  #name = '';

  /** A group of the style sheet begins or ends. */
  endEntry(): void {
    const level = /^heading ([1-9])\b/i.exec(this.#name.trim())?.[1];
    if (level !== undefined) this.#levels.set(this.#number, Math.min(Number(level), 6));
    else if (/^title;?$/i.test(this.#name.trim())) this.#levels.set(this.#number, 1);
    else if (this.#outline !== undefined && this.#outline < 6) this.#levels.set(this.#number, this.#outline + 1);
    this.#outline = undefined;
    this.#number = 0;
    this.#name = '';
  }

  setNumber(number: number): void {
    this.#number = number;
  }

  /** @param level from 0; 9 is ordinary text. */
  setOutline(level: number): void {
    this.#outline = level;
  }

  addName(text: string): void {
    if (this.#name.length < 200) this.#name += text;
  }

  headingOf(number: number): number | undefined {
    return this.#levels.get(number);
  }
}
