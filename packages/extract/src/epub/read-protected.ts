import { parseXml } from '../xml/parse-xml.ts';
import { readAttribute } from '../xml/read-attribute.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import { decodeName } from './read-package.ts';

/** The files of a book that are encrypted. Fonts often are, which does not matter. https://www.w3.org/TR/epub-33/#sec-container-metainf-encryption.xml */
export async function readProtected(zip: ZipArchive): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  await parseXml(zip.stream('META-INF/encryption.xml'), {
    open(element, attributes) {
      if (element === 'CipherReference') names.add(decodeName(readAttribute(attributes, 'URI') ?? ''));
    },
  });
  return names;
}
