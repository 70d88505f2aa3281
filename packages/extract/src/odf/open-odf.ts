import { missingPart, openParts } from '../office/open-office-file.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { protectedZip, type ZipArchive } from '../zip/zip-archive.ts';
import { OdfStyles } from './styles.ts';

export interface OdfFile {
  readonly zip: ZipArchive;
  readonly styles: OdfStyles;
}

/** Opens an OpenDocument file and reads its styles. */
export async function openOdf(bytes: Uint8Array): Promise<OdfFile> {
  const zip = await openParts(bytes);
  if (!zip.has('content.xml')) throw missingPart('content.xml');
  await parseXml(zip.stream('META-INF/manifest.xml'), {
    open(name) {
      if (name === 'encryption-data') throw protectedZip();
    },
  });
  const styles = new OdfStyles();
  await parseXml(zip.stream('styles.xml'), styles);
  return { zip, styles };
}
