import { Parser } from 'htmlparser2';

/** An element of an answer. Namespaces and attributes say nothing here. */
export interface XmlElement {
  readonly name: string;
  /** All text directly in it. */
  text: string;
  readonly children: XmlElement[];
}

/** The answers of stores have five levels. The parser's own list of open elements costs the square of its length. */
const deepest = 50;

/**
 * The root element; undefined for what is no XML, was cut off, is nested more than 50 levels deep, or has more than one
 * root. Declared entities are not expanded: there is nothing to blow up.
 */
export function parseXml(source: string): XmlElement | undefined {
  const document: XmlElement = { name: '', text: '', children: [] };
  const open: XmlElement[] = [document];
  let cut = false;
  const parser = new Parser(
    {
      onopentagname(name) {
        const element = { name: name.slice(name.indexOf(':') + 1), text: '', children: [] };
        open.at(-1)?.children.push(element);
        open.push(element);
        if (open.length > deepest) parser.pause();
      },
      ontext(text) {
        const element = open.at(-1);
        if (element) element.text += text;
      },
      onclosetag(name, implied) {
        // A tag that closes itself is not implied by the end of the text.
        if (implied && !source.slice(parser.startIndex, parser.endIndex + 1).endsWith('/>')) cut = true;
        if (name) open.pop();
      },
    },
    { xmlMode: true },
  );
  parser.end(source);
  const [root, another] = document.children;
  return cut || open.length !== 1 || another || document.text.trim() !== '' ? undefined : root;
}

/** The first child of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** The text of the first child of that name. */
export function textOf(element: XmlElement | undefined, name: string): string | undefined {
  return childOf(element, name)?.text;
}
