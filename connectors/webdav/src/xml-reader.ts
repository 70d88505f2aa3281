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
const known: ReadonlyMap<string, string> = new Map([
  ['DAV:', 'd'],
  ['http://owncloud.org/ns', 'oc'],
]);

/** What prefixes stand for. A listing repeats a few names, and often their namespaces, for each file: each is resolved once. */
interface Scope {
  readonly namespaces: ReadonlyMap<string, string>;
  /** By the name as it is written. */
  readonly names: Map<string, string>;
  /** The scopes of elements in it, by what these declare. */
  readonly inner: Map<string, Scope>;
}

/** Of each kind, in a scope. More are resolved each time. */
const mostKept = 200;

function openScope(namespaces: ReadonlyMap<string, string>): Scope {
  return { namespaces, names: new Map(), inner: new Map() };
}

interface Element {
  readonly name: string;
  readonly scope: Scope;
  text: string;
}

/**
 * Reads XML piece by piece. Document types and their entities are never looked at; depth and texts are bounded; missing
 * namespaces count as `DAV:`, for some servers forget them. Throws `bad-response`.
 */
export class XmlReader {
  readonly #elements: Element[] = [];
  readonly #outermost = openScope(new Map());
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
          const scope = scopeOf(attributes, this.#elements.at(-1)?.scope ?? this.#outermost);
          const element = { name: resolveName(name, scope), scope, text: '' };
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

function scopeOf(attributes: Readonly<Record<string, string>>, outer: Scope): Scope {
  let declared = '';
  for (const name in attributes) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) declared += `${name.slice(6)}=${attributes[name]} `;
  }
  if (declared === '') return outer;
  const before = outer.inner.get(declared);
  if (before) return before;
  const own = Object.entries(attributes).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  const scope = openScope(new Map([...outer.namespaces, ...own.map(([name, uri]) => [name.slice(6), uri] as const)]));
  if (outer.inner.size < mostKept) outer.inner.set(declared, scope);
  return scope;
}

function resolveName(name: string, { namespaces, names }: Scope): string {
  const before = names.get(name);
  if (before !== undefined) return before;
  const colon = name.indexOf(':');
  const uri = namespaces.get(name.slice(0, Math.max(0, colon)));
  const unknown = colon < 0 ? 'd' : '?';
  const resolved = `${uri === undefined ? unknown : (known.get(uri) ?? '?')}:${name.slice(colon + 1)}`;
  if (names.size < mostKept) names.set(name, resolved);
  return resolved;
}
