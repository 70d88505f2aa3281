import type { Json } from '@acequia/core';
import type { getDocumentProxy } from 'unpdf';

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

const maxLength = 1000;

/** Title, author and dates of the document's information; nothing when it has none. Times are ISO 8601. */
export async function readPdfFields(document: PdfDocument): Promise<Record<string, Json>> {
  const metadata = await document.getMetadata().catch(() => undefined);
  const info = new Map(Object.entries(metadata?.info ?? {}));
  const title = readText(info.get('Title'));
  const author = readText(info.get('Author'));
  const createdAt = readDate(info.get('CreationDate'));
  const modifiedAt = readDate(info.get('ModDate'));
  return {
    ...(title && { title }),
    ...(author && { authors: [author] }),
    ...(createdAt && { createdAt }),
    ...(modifiedAt && { modifiedAt }),
    pages: document.numPages,
  };
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\0', '').trim().slice(0, maxLength).toWellFormed() : '';
}

const date = /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-]\d\d)'?(\d\d)?)?/;

/** `D:20240131120000+01'00'`, of which everything after the year may be missing. */
function readDate(value: unknown): string | undefined {
  const parts = typeof value === 'string' ? date.exec(value.trim()) : null;
  if (parts === null) return undefined;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', zone, zoneMinutes = '00'] = parts;
  const time = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}${zone === undefined ? 'Z' : `${zone}:${zoneMinutes}`}`,
  );
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
