import { zipOf } from './make-zip.ts';

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const others =
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"';
const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Relationships by id: the last word of their type and their target; those with "://" are outside. */
export function relationships(of: Readonly<Record<string, readonly [type: string, target: string]>>): string {
  const all = Object.entries(of).map(([id, [type, target]]) => {
    const mode = target.includes('://') ? ' TargetMode="External"' : '';
    return `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"${mode}/>`;
  });
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;
}

/** The files of a Word document with this body; more of them, or others, by name. */
export function docxParts(body: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relationships({ r1: ['officeDocument', 'word/document.xml'] }),
    'word/document.xml': `<?xml version="1.0"?><w:document ${word} ${others}><w:body>${body}</w:body></w:document>`,
    ...more,
  };
}

export function makeDocx(body: string, more: Readonly<Record<string, string>> = {}): Uint8Array<ArrayBuffer> {
  return zipOf(docxParts(body, more));
}

/** A part of a Word document other than its body. */
export function wordPart(element: string, content: string): string {
  return `<w:${element} ${word} ${others}>${content}</w:${element}>`;
}

/** A paragraph of plain text. */
export function paragraph(text: string, properties = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr>${run(text)}</w:p>`;
}

export function run(text: string, properties = ''): string {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
}
