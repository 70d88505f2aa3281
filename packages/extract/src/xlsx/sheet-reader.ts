import type { SheetTable } from '../sheet/sheet-table.ts';
import type { XmlAttributes, XmlHandler } from '../xml/parse-xml.ts';
import { readAttribute, readNumber } from '../xml/read-attribute.ts';
import { formatNumber, type NumberKind } from './number-format.ts';

/** What the sheets of a workbook share. */
export interface Workbook {
  readonly strings: readonly string[];
  readonly kinds: readonly NumberKind[];
  /** Days are counted from 1904. */
  readonly date1904: boolean;
}

/** Excel's own limit. */
const maxColumns = 16_384;

/** Reads the cells of a sheet, row by row: values as shown, of formulas their results. */
export class SheetReader implements XmlHandler {
  readonly #table: SheetTable;
  readonly #workbook: Workbook;
  #row = new Map<number, string>();
  #column = -1;
  #type = '';
  #kind: NumberKind = 'number';
  #value = '';
  #collecting = false;
  #inReading = false;

  constructor(table: SheetTable, workbook: Workbook) {
    this.#table = table;
    this.#workbook = workbook;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (name === 'c') this.#openCell(attributes);
    else if (name === 'v' || name === 't') this.#collecting = !this.#inReading;
    else if (name === 'rPh') this.#inReading = true;
    else if (name === 'row') {
      this.#row = new Map();
      this.#column = -1;
    }
  }

  text(data: string): void {
    if (this.#collecting) this.#value += data;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#collecting = false;
    else if (name === 'rPh') this.#inReading = false;
    else if (name === 'c') {
      const text = this.#show();
      if (text.trim() !== '' && this.#column < maxColumns) this.#row.set(this.#column, text);
    } else if (name === 'row') this.#table.addRow(this.#row);
  }

  #openCell(attributes: XmlAttributes): void {
    this.#column = columnOf(readAttribute(attributes, 'r')) ?? this.#column + 1;
    this.#type = readAttribute(attributes, 't') ?? 'n';
    this.#kind = this.#workbook.kinds[readNumber(attributes, 's') ?? 0] ?? 'number';
    this.#value = '';
    this.#collecting = false;
  }

  #show(): string {
    const value = this.#value;
    if (this.#type === 's') return this.#workbook.strings[Number(value)] ?? '';
    if (this.#type === 'b') return value === '1' ? 'TRUE' : value === '' ? '' : 'FALSE';
    if (this.#type === 'n') return formatNumber(value, this.#kind, this.#workbook.date1904);
    return value;
  }
}

/** The column of a reference such as "AB12", from 0. */
function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined;
  let column = 0;
  for (let index = 0; index < 4; index++) {
    const letter = (reference.charCodeAt(index) & 0xdf) - 64;
    if (!(letter >= 1 && letter <= 26)) break;
    column = column * 26 + letter;
  }
  return column === 0 ? undefined : column - 1;
}
