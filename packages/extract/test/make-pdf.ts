import { deflateSync } from 'node:zlib';

export interface PdfText {
  readonly text: string;
  readonly x?: number;
  readonly y: number;
  readonly size?: number;
  /** Shown from right to left, as text recognition does; x is the right edge. */
  readonly mirrored?: boolean;
}

export interface PdfOptions {
  readonly info?: Readonly<Record<string, string>>;
  /** Objects and trailer entries that say that the file is encrypted with a password that nobody knows. */
  readonly encrypted?: boolean;
  /** Content streams as they are, instead of pages of text. */
  readonly streams?: readonly Buffer[];
  readonly compressed?: boolean;
}

/** Of a letter that is in no old charset, in font sizes. */
export const letterWidth = 0.5;

const unicodeMap = [
  '1 begincodespacerange <0000> <ffff> endcodespacerange',
  '2 beginbfrange <0000> <dfff> <0000> <e001> <ffff> <e001> endbfrange',
  '1 beginbfchar <e000> <06440627> endbfchar',
].join('\n');

/** Codes that are UTF-16, and U+E000 for the sign of lam and alef, in a font that is not in the file. */
const unicodeFont = [
  '<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts [6 0 R] >>',
  `<< /Length ${unicodeMap.length} >>\nstream\n${unicodeMap}\nendstream`,
  `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any /DW ${letterWidth * 1000} /FontDescriptor 7 0 R /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>`,
  '<< /Type /FontDescriptor /FontName /Any /Flags 4 /FontBBox [0 0 1000 1000] /Ascent 800 /Descent -200 >>',
];

const firstPage = 4 + unicodeFont.length;

/** Writes a PDF by hand: one page for each list of texts. */
export function makePdf(pages: readonly (readonly PdfText[])[], options: PdfOptions = {}): Uint8Array {
  const streams = options.streams ?? pages.map((page) => Buffer.from(page.map(showText).join('\n'), 'latin1'));
  const pageIds = streams.map((_stream, index) => firstPage + index * 2);
  const objects: Buffer[] = [
    text('<< /Type /Catalog /Pages 2 0 R >>'),
    text(`<< /Type /Pages /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] /Count ${pageIds.length} >>`),
    text('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
    ...unicodeFont.map(text),
  ];
  for (const [index, stream] of streams.entries()) {
    const id = firstPage + index * 2;
    objects.push(
      text(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${id + 1} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>`,
      ),
      contentStream(stream, options.compressed ?? false),
    );
  }
  const trailer: string[] = [];
  if (options.info) {
    objects.push(
      text(
        `<< ${Object.entries(options.info)
          .map(([key, value]) => `/${key} (${value})`)
          .join(' ')} >>`,
      ),
    );
    trailer.push(`/Info ${objects.length} 0 R`);
  }
  if (options.encrypted) {
    const noise = 'ab'.repeat(32);
    objects.push(text(`<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${noise}> /U <${noise}> >>`));
    trailer.push(`/Encrypt ${objects.length} 0 R /ID [<${'cd'.repeat(16)}> <${'cd'.repeat(16)}>]`);
  }
  return assemble(objects, trailer.join(' '));
}

function showText({ text: shown, x = 72, y, size = 11, mirrored = false }: PdfText): string {
  const old = /^[\0-\xff]*$/.test(shown);
  const string = old
    ? `(${shown.replace(/[\\()]/g, '\\$&')})`
    : `<${Buffer.from(shown, 'utf16le').swap16().toString('hex')}>`;
  return `BT /${old ? 'F1' : 'F2'} ${size} Tf ${mirrored ? -1 : 1} 0 0 1 ${x} ${y} Tm ${string} Tj ET`;
}

function contentStream(stream: Buffer, compressed: boolean): Buffer {
  const data = compressed ? deflateSync(stream) : stream;
  const filter = compressed ? ' /Filter /FlateDecode' : '';
  return Buffer.concat([text(`<< /Length ${data.length}${filter} >>\nstream\n`), data, text('\nendstream')]);
}

function assemble(objects: readonly Buffer[], trailer: string): Uint8Array {
  const parts: Buffer[] = [text('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = 9;
  for (const [index, object] of objects.entries()) {
    const whole = Buffer.concat([text(`${index + 1} 0 obj\n`), object, text('\nendobj\n')]);
    offsets.push(length);
    length += whole.length;
    parts.push(whole);
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    text(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}

function text(value: string): Buffer {
  return Buffer.from(value, 'latin1');
}
