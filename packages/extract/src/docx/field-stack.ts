interface Field {
  instruction: string;
  /** Its result follows, not its instruction. */
  separated: boolean;
  address: string | undefined;
}

const maxInstruction = 4096;
const maxFields = 64;

/** The fields that are open (a page number, a link): their instructions are no text, their results are. */
export class FieldStack {
  readonly #open: Field[] = [];

  change(kind: string | undefined): void {
    const field = this.#open.at(-1);
    if (kind === 'begin') {
      if (this.#open.length < maxFields) this.#open.push({ instruction: '', separated: false, address: undefined });
    } else if (kind === 'separate' && field) {
      field.separated = true;
      field.address = readLink(field.instruction);
    } else if (kind === 'end') this.#open.pop();
  }

  addInstruction(text: string): void {
    const field = this.#open.at(-1);
    if (field && !field.separated && field.instruction.length < maxInstruction) field.instruction += text;
  }

  /** Of the innermost link that is open. */
  get address(): string | undefined {
    return this.#open.findLast(({ address }) => address !== undefined)?.address;
  }
}

/** The address of `HYPERLINK "https://example.org" \o "tip"`; undefined for another field, or a place in the same document. */
export function readLink(instruction: string): string | undefined {
  return /^\s*HYPERLINK\s+"([^"]+)"/i.exec(instruction)?.[1];
}
