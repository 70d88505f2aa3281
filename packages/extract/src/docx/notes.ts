import type { NoteKind } from './body-reader.ts';

/** A footnote, endnote or comment that the text refers to. */
interface MarkedNote {
  readonly kind: NoteKind;
  readonly id: string;
  readonly mark: string;
}

const maxNotes = 20_000;

/** The notes that the text refers to, in the order of their marks. */
export class Notes {
  readonly marked: MarkedNote[] = [];
  readonly #marks = new Map<string, string>();

  mark(kind: NoteKind, id: string): string {
    const key = `${kind} ${id}`;
    const known = this.#marks.get(key);
    if (known !== undefined) return known;
    if (this.marked.length >= maxNotes) return '';
    const mark = `[^${this.marked.length + 1}]`;
    this.#marks.set(key, mark);
    this.marked.push({ kind, id, mark });
    return mark;
  }
}
