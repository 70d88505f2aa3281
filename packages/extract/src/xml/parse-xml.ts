import { BoundedParser } from '../html/bounded-parser.ts';
import { findByteOrderMark } from '../text/find-byte-order-mark.ts';

export type XmlAttributes = Readonly<Record<string, string>>;

/** What reads a document while it is parsed. Names of elements come without their prefix. */
export interface XmlHandler {
  open(name: string, attributes: XmlAttributes): void;
  /** A part of a text: the next one may go on with it. */
  text?(data: string): void;
  close?(name: string): void;
}

const piece = 64 * 1024;
/** Beyond it the parser takes elements for empty, and their text would be lost. Nobody nests so deep. */
const maxDepth = 500;

/** Parses the bytes of an XML file as they come. Forgiving; nothing is expanded but the five entities of XML and numbers. */
export async function parseXml(chunks: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  const parser = makeParser(handler);
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(findByteOrderMark(chunk)?.charset ?? 'utf-8');
    parser.write(decoder.decode(chunk, { stream: true }));
  }
  parser.end(decoder?.decode());
}

/** Parses XML that is text already. */
export function parseXmlText(text: string, handler: XmlHandler): void {
  const parser = makeParser(handler);
  for (let at = 0; at < text.length; at += piece) parser.write(text.slice(at, at + piece));
  parser.end();
}

function makeParser(handler: XmlHandler): BoundedParser {
  let depth = 0;
  return new BoundedParser(
    {
      onopentag: (name, attributes) => {
        if (depth++ >= maxDepth) throw new Error(`it is nested deeper than ${maxDepth} levels`);
        handler.open(localName(name), attributes);
      },
      ontext: (data) => handler.text?.(data),
      onclosetag: (name) => {
        depth--;
        handler.close?.(localName(name));
      },
    },
    { xmlMode: true },
  );
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
