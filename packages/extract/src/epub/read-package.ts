import { posix } from 'node:path';
import { missingPart } from '../office/open-office-file.ts';
import { resolvePart } from '../office/relationships.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { readAttribute } from '../xml/read-attribute.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';

const container = 'META-INF/container.xml';
const pageTypes = /^(?:application\/xhtml\+xml|text\/(?:html|x-oeb1-document))$/i;

/** The name of the file that lists all others. */
export async function findPackage(zip: ZipArchive): Promise<string> {
  let name: string | undefined;
  await parseXml(zip.stream(container), {
    open(element, attributes) {
      if (element === 'rootfile') name ??= readAttribute(attributes, 'full-path');
    },
  });
  if (name === undefined || !zip.has(name)) throw missingPart(name ?? container);
  return name;
}

/** The pages of a book in the order of reading, each once: some books list every section of a page. */
export async function readPackage(zip: ZipArchive, name: string): Promise<{ chapters: readonly string[] }> {
  const folder = posix.dirname(name);
  const pages = new Map<string, string>();
  const order: string[] = [];
  await parseXml(zip.stream(name), {
    open(element, attributes) {
      if (element === 'item') {
        const href = readAttribute(attributes, 'href');
        const type = readAttribute(attributes, 'media-type') ?? '';
        if (href !== undefined && pageTypes.test(type)) {
          const [file = ''] = href.split('#', 1);
          pages.set(readAttribute(attributes, 'id') ?? '', resolvePart(folder, decodeName(file)));
        }
      } else if (element === 'itemref') order.push(readAttribute(attributes, 'idref') ?? '');
    },
  });
  return { chapters: [...new Set(order.flatMap((id) => pages.get(id) ?? []))] };
}

/** Names in a book are addresses: "chapter%201.xhtml". */
export function decodeName(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
