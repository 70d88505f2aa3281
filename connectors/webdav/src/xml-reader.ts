import { SourceError } from '@acequia/core/contract';
import { decodeReferences } from './decode-references.ts';
import { type XmlTag, XmlTagReader } from './xml-tag.ts';

/** What a reader of XML is told. Names are those of {@link XmlTag}. */
export interface XmlHandler {
  /** `level` 0: the document's root. */
  open(name: string, level: number): void;
  /** `text`: what stood directly in it. */
  close(name: string, level: number, text: string): void;
}

const maxDepth = 64;
const maxText = 256 * 1024;
/** What is in quotes may hold brackets. A document type is passed over with all that it declares. */
const startTag = /<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>/y;
const documentType =
  /<![^<>"'[]*(?:"[^"]*"[^<>"'[]*|'[^']*'[^<>"'[]*)*(?:\[[^\]"']*(?:"[^"]*"[^\]"']*|'[^']*'[^\]"']*)*\][^<>]*)?>/y;

/**
 * Reads XML piece by piece. Half of what a listing costs is in here, so it looks for brackets instead of characters, and
 * takes each kind of tag apart once. Document types and their entities are never looked at; depth and texts are bounded.
 * Throws `bad-response`.
 */
export class XmlReader {
  readonly #handler: XmlHandler;
  readonly #tags = new XmlTagReader();
  /** From the root to where it is, and the text of each so far. */
  readonly #open: XmlTag[] = [];
  readonly #texts: string[] = [];
  #rest = '';
  #sawRoot = false;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  write(piece: string): void {
    const source = this.#rest + piece;
    let at = 0;
    for (let bracket = source.indexOf('<'); bracket >= 0; bracket = source.indexOf('<', at)) {
      const end = this.#markup(source, bracket, at);
      if (end === undefined) break;
      at = end;
    }
    this.#rest = source.slice(at);
    if (this.#rest.length > maxText) throw broken('a text in it is too long');
  }

  /** Throws when the document had no end. */
  end(): void {
    if (this.#open.length > 0) throw broken('it was cut off');
    if (!this.#sawRoot) throw broken('it is empty');
    if (this.#rest.includes('<')) throw broken('it was cut off');
  }

  /** Takes the text from `begin` and the markup at `bracket` behind it. Answers where this ends; undefined: not here yet. */
  #markup(source: string, bracket: number, begin: number): number | undefined {
    switch (source[bracket + 1]) {
      case undefined:
        return undefined;
      case '/':
        return this.#endTag(source, bracket, begin);
      case '?':
        return this.#passOver(source, bracket, begin, behind(source, '?>', bracket));
      case '!':
        return this.#declaration(source, bracket, begin);
      default:
        return this.#startTag(source, bracket, begin);
    }
  }

  #startTag(source: string, bracket: number, begin: number): number | undefined {
    const namespaces = this.#open.at(-1)?.namespaces ?? this.#tags.outermost;
    let end = source.indexOf('>', bracket);
    if (end < 0) return undefined;
    let tag = namespaces.tags.get(source.slice(bracket + 1, end));
    if (!tag) {
      startTag.lastIndex = bracket;
      if (!startTag.test(source)) return undefined;
      end = startTag.lastIndex - 1;
      tag = this.#tags.read(source.slice(bracket + 1, end), namespaces);
    }
    const level = this.#open.length;
    if (level >= maxDepth) throw broken('it is nested too deeply');
    if (this.#sawRoot && level === 0) throw broken('something follows its end');
    this.#sawRoot = true;
    this.#addText(source.slice(begin, bracket));
    this.#handler.open(tag.name, level);
    if (tag.isEmpty) this.#handler.close(tag.name, level, '');
    else {
      this.#open.push(tag);
      this.#texts.push('');
    }
    return end + 1;
  }

  #endTag(source: string, bracket: number, begin: number): number | undefined {
    const end = source.indexOf('>', bracket);
    if (end < 0) return undefined;
    this.#addText(source.slice(begin, bracket));
    const tag = this.#open.pop();
    if (tag?.written !== source.slice(bracket + 2, end).trimEnd()) throw broken('an element ends that did not begin');
    this.#handler.close(tag.name, this.#open.length, this.#texts.pop()?.trim() ?? '');
    return end + 1;
  }

  #declaration(source: string, bracket: number, begin: number): number | undefined {
    if (source.startsWith('<!--', bracket)) {
      return this.#passOver(source, bracket, begin, behind(source, '-->', bracket + 4));
    }
    if (source.startsWith('<![CDATA[', bracket)) {
      const end = behind(source, ']]>', bracket);
      this.#passOver(source, bracket, begin, end);
      if (end !== undefined) this.#addCharacters(source.slice(bracket + 9, end - 3));
      return end;
    }
    // Its beginning may be that of any of these.
    if (source.length < bracket + 9) return undefined;
    documentType.lastIndex = bracket;
    return this.#passOver(source, bracket, begin, documentType.test(source) ? documentType.lastIndex : undefined);
  }

  #passOver(source: string, bracket: number, begin: number, end: number | undefined): number | undefined {
    if (end !== undefined) this.#addText(source.slice(begin, bracket));
    return end;
  }

  #addText(text: string): void {
    if (text !== '') this.#addCharacters(decodeReferences(text));
  }

  #addCharacters(characters: string): void {
    const level = this.#texts.length - 1;
    const before = this.#texts[level];
    if (before === undefined) return;
    const text = before + characters;
    if (text.length > maxText) throw broken('a text in it is too long');
    this.#texts[level] = text;
  }
}

function behind(source: string, end: string, from: number): number | undefined {
  const at = source.indexOf(end, from);
  return at < 0 ? undefined : at + end.length;
}

/** The answer is not the XML that was to be expected. */
export function broken(why: string): SourceError {
  return new SourceError('bad-response', `The answer of the server is broken: ${why}`, {
    remedy: 'It is tried again; if it stays, look at the log of the server.',
  });
}
