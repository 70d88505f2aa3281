import type { XmlAttributes } from '../xml/parse-xml.ts';
import { readAttribute, readNumber } from '../xml/read-attribute.ts';

/** What a style of an OpenDocument file means for the text. */
interface OdfStyle {
  parent: string | undefined;
  strong?: boolean;
  emphasis?: boolean;
  deleted?: boolean;
  hidden?: boolean;
  list: string | undefined;
}

const maxInheritance = 20;
const codeName = /preformatted|source_20_(?:code|text)|\bcode\b|listing/i;

/** The styles of a document, as its parts define them, read before the text that uses them. */
export class OdfStyles {
  readonly #styles = new Map<string, OdfStyle>();
  /** For each list style, which of its levels have numbers. */
  readonly #lists = new Map<string, Set<number>>();
  #open: OdfStyle | undefined;
  #list: Set<number> | undefined;

  /** Takes an element, if it defines something. */
  open(name: string, attributes: XmlAttributes): void {
    if (name === 'style') {
      const parent = readAttribute(attributes, 'parent-style-name');
      this.#open = { parent, list: readAttribute(attributes, 'list-style-name') };
      this.#styles.set(readAttribute(attributes, 'name') ?? '', this.#open);
    } else if (name === 'text-properties' && this.#open) readTextProperties(this.#open, attributes);
    else if (name === 'section-properties' && this.#open) {
      if (readAttribute(attributes, 'display') === 'none') this.#open.hidden = true;
    } else if (name === 'list-style') {
      this.#list = new Set();
      this.#lists.set(readAttribute(attributes, 'name') ?? '', this.#list);
    } else if (name === 'list-level-style-number' && readAttribute(attributes, 'num-format') !== '') {
      this.#list?.add(readNumber(attributes, 'level') ?? 1);
    }
  }

  /** How text of a style looks, with what it inherits. */
  look(name: string | undefined): Omit<OdfStyle, 'parent' | 'list'> {
    const found: Omit<OdfStyle, 'parent' | 'list'> = {};
    for (const { strong, emphasis, deleted, hidden } of this.#chain(name)) {
      found.strong ??= strong;
      found.emphasis ??= emphasis;
      found.deleted ??= deleted;
      found.hidden ??= hidden;
    }
    return found;
  }

  isCode(name: string | undefined): boolean {
    if (name === undefined) return false;
    return codeName.test(name) || this.#chain(name).some(({ parent }) => parent !== undefined && codeName.test(parent));
  }

  isTitle(name: string | undefined): boolean {
    return name === 'Title' || this.#chain(name).some(({ parent }) => parent === 'Title');
  }

  /** The list style that a paragraph style asks for. */
  listOf(name: string | undefined): string | undefined {
    return this.#chain(name).find(({ list }) => list !== undefined)?.list;
  }

  /** @param level from 0. */
  isNumbered(listStyle: string | undefined, level: number): boolean {
    return listStyle !== undefined && this.#lists.get(listStyle)?.has(level + 1) === true;
  }

  #chain(name: string | undefined): OdfStyle[] {
    const chain: OdfStyle[] = [];
    let style = name === undefined ? undefined : this.#styles.get(name);
    while (style !== undefined && chain.length < maxInheritance) {
      chain.push(style);
      style = style.parent === undefined ? undefined : this.#styles.get(style.parent);
    }
    return chain;
  }
}

function readTextProperties(style: OdfStyle, attributes: XmlAttributes): void {
  const weight = readAttribute(attributes, 'font-weight');
  if (weight !== undefined) style.strong = weight === 'bold' || Number(weight) >= 600;
  const slant = readAttribute(attributes, 'font-style');
  if (slant !== undefined) style.emphasis = slant === 'italic' || slant === 'oblique';
  const through =
    readAttribute(attributes, 'text-line-through-style') ?? readAttribute(attributes, 'text-line-through-type');
  if (through !== undefined) style.deleted = through !== 'none';
  if (readAttribute(attributes, 'display') === 'none') style.hidden = true;
}
