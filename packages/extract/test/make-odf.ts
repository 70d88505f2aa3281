import { zipOf } from './make-zip.ts';

const names = ['office', 'text', 'table', 'style', 'draw', 'presentation']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat(
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
    'xmlns:xlink="http://www.w3.org/1999/xlink"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"',
  )
  .join(' ');

export interface OdfSpec {
  readonly kind: 'text' | 'spreadsheet' | 'presentation';
  readonly body: string;
  /** Styles of the text itself. */
  readonly automatic?: string;
  /** More files, or others, by name. */
  readonly more?: Readonly<Record<string, string>>;
}

export function makeOdf({ kind, body, automatic = '', more = {} }: OdfSpec): Uint8Array<ArrayBuffer> {
  return zipOf({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `<?xml version="1.0"?><office:document-content ${names}><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    ...more,
  });
}

/** A file of the document other than its content. */
export function odfPart(content: string): string {
  return `<office:document ${names}>${content}</office:document>`;
}
