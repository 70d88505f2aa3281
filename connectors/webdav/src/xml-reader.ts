import { SourceError } from '@acequia/core/contract';
import { Parser } from 'htmlparser2';

/** What a reader of XML is told. Names are `d:` (DAV:), `oc:` (ownCloud) and the local name; others are `?:`. */
export interface XmlHandler {
  /** `level` 0: the document's root. */
  open(name: string, level: number): void;
  /** `text`: what stood directly in it. */
  close(name: string, level: number, text: string): void;
}

const maxDepth = 64;
const maxText = 256 * 1024;
const known: Readonly<Record<string, string>> = { 'DAV:': 'd', 'http://owncloud.org/ns': 'oc' };

interface Element {
  readonly name: string;
  readonly namespaces: Readonly<Record<string, string>>;
  text: string;
}

/**
 * Reads XML piece by piece. Document types and their entities are never looked at; depth and texts are bounded; missing
 * namespaces count as `DAV:`, for some servers forget them. Throws `bad-response`.
 */
export class XmlReader {
  readonly #elements: Element[] = [];
  readonly #parser: Parser;
  #ending = false;
  #sawRoot = false;

  constructor(handler: XmlHandler) {
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => {
          if (this.#elements.length >= maxDepth) throw broken('it is nested too deeply');
          if (this.#sawRoot && this.#elements.length === 0) throw broken('something follows its end');
          this.#sawRoot = true;
          const namespaces = scopeOf(attributes, this.#elements.at(-1)?.namespaces ?? {});
          const element = { name: resolveName(name, namespaces), namespaces, text: '' };
          this.#elements.push(element);
          handler.open(element.name, this.#elements.length - 1);
        },
        ontext: (text) => {
          const element = this.#elements.at(-1);
          if (!element) return;
          element.text += text;
          if (element.text.length > maxText) throw broken('a text in it is too long');
        },
        onclosetag: () => {
          if (this.#ending) throw broken('it was cut off');
          const element = this.#elements.pop();
          if (element) handler.close(element.name, this.#elements.length, element.text.trim());
        },
      },
      { xmlMode: true, decodeEntities: true },
    );
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  /** Throws when the document had no end. */
  end(): void {
    this.#ending = true;
    this.#parser.end();
    if (this.#elements.length > 0) throw broken('it was cut off');
    if (!this.#sawRoot) throw broken('it is empty');
  }
}

/** The answer is not the XML that was to be expected. */
export function broken(why: string): SourceError {
  return new SourceError('bad-response', `The answer of the server is broken: ${why}`, {
    remedy: 'It is tried again; if it stays, look at the log of the server.',
  });
}

function scopeOf(attributes: Record<string, string>, outer: Readonly<Record<string, string>>) {
  const declared = Object.entries(attributes).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (declared.length === 0) return outer;
  return { ...outer, ...Object.fromEntries(declared.map(([name, uri]) => [name.slice(6), uri])) };
}

function resolveName(name: string, namespaces: Readonly<Record<string, string>>): string {
  const colon = name.indexOf(':');
  const prefix = colon < 0 ? '' : name.slice(0, colon);
  const uri = Object.hasOwn(namespaces, prefix) ? namespaces[prefix] : undefined;
  if (uri === undefined) return colon < 0 ? `d:${name}` : `?:${name.slice(colon + 1)}`;
  return `${Object.hasOwn(known, uri) ? known[uri] : '?'}:${name.slice(colon + 1)}`;
}
