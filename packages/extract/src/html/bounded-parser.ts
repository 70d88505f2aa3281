import { type Handler, Parser, type ParserOptions } from 'htmlparser2';

/** As in browsers: what is nested deeper counts as written side by side. The parser's work for a tag grows with the depth. */
const maxDepth = 512;
/** Between these tags nothing is markup, so they cannot nest, and must not lose their end. */
const rawText = new Set(['script', 'style', 'title', 'textarea', 'iframe', 'noembed', 'noframes', 'xmp', 'plaintext']);
const piece = 64 * 1024;

export type TagHandler = Pick<Handler, 'onopentag' | 'ontext' | 'onclosetag'>;

/**
 * Parses HTML in time that is linear in its length. Every start tag has one end, in proper order.
 *
 * @param options of the parser: `recognizeSelfClosing` for XHTML.
 */
export function parseHtml(text: string, handler: TagHandler, options: ParserOptions = {}): void {
  const parser = new BoundedParser(handler, options);
  for (let at = 0; at < text.length; at += piece) parser.write(text.slice(at, at + piece));
  parser.end();
}

/** A start tag beyond the depth is treated like `<br>`: it is open for no longer than a moment. */
export class BoundedParser extends Parser {
  #depth = 0;
  /** Of the start tag at hand; undefined until it is asked for. Always false for end tags. */
  #flat: boolean | undefined = false;

  constructor(handler: TagHandler, options: ParserOptions) {
    super(
      {
        ontext: handler.ontext,
        onopentag: (name, attributes, implied) => {
          this.#depth++;
          handler.onopentag(name, attributes, implied);
        },
        onclosetag: (name, implied) => {
          this.#depth--;
          handler.onclosetag(name, implied);
        },
      },
      options,
    );
  }

  override onopentagname(start: number, endIndex: number): void {
    this.#flat = undefined;
    super.onopentagname(start, endIndex);
  }

  override onclosetag(start: number, endIndex: number): void {
    this.#flat = false;
    super.onclosetag(start, endIndex);
  }

  protected override isVoidElement(name: string): boolean {
    this.#flat ??= this.#depth >= maxDepth && !rawText.has(name);
    return this.#flat || super.isVoidElement(name);
  }
}
