/** A start tag. */
export interface XmlTag {
  /** As it is written. */
  readonly written: string;
  /** `d:` (DAV:), `oc:` (ownCloud) and the local name; others are `?:`. */
  readonly name: string;
  /** Those that count inside of it. */
  readonly namespaces: XmlNamespaces;
  /** It is its own end: `<a/>`. */
  readonly isEmpty: boolean;
}

/** What prefixes stand for, and the tags that were read where they do. */
export interface XmlNamespaces {
  /** By prefix; that of names without one is empty. */
  readonly uris: ReadonlyMap<string, string>;
  readonly tags: Map<string, XmlTag>;
}

const known: ReadonlyMap<string, string> = new Map([
  ['DAV:', 'd'],
  ['http://owncloud.org/ns', 'oc'],
]);
const mostKept = 500;
const declaration = /\sxmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Reads start tags. An answer repeats a few of them for each file, declarations and all: each is taken apart once.
 * Missing namespaces count as `DAV:`, for some servers forget them.
 */
export class XmlTagReader {
  readonly outermost: XmlNamespaces = { uris: new Map(), tags: new Map() };
  #kept = 0;

  /** @param source what stands between the angle brackets, whole */
  read(source: string, outer: XmlNamespaces): XmlTag {
    const [written = ''] = /^[^\s/]*/.exec(source) ?? [];
    const declared = Array.from(source.matchAll(declaration), ([, prefix = '', uri, other]): [string, string] => {
      return [prefix, uri ?? other ?? ''];
    });
    const namespaces =
      declared.length === 0 ? outer : { uris: new Map([...outer.uris, ...declared]), tags: new Map<string, XmlTag>() };
    const tag = { written, name: resolve(written, namespaces), namespaces, isEmpty: source.endsWith('/') };
    if (this.#kept < mostKept) {
      outer.tags.set(source, tag);
      this.#kept += 1;
    }
    return tag;
  }
}

function resolve(written: string, { uris }: XmlNamespaces): string {
  const colon = written.indexOf(':');
  const uri = uris.get(written.slice(0, Math.max(0, colon)));
  if (uri === undefined) return colon < 0 ? `d:${written}` : `?:${written.slice(colon + 1)}`;
  return `${known.get(uri) ?? '?'}:${written.slice(colon + 1)}`;
}
