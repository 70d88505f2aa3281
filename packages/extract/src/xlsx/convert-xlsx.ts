import type { ByteSource, Draft } from '../formats/format.ts';
import { escapeMarkdown } from '../html/escape-markdown.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { openOfficeFile } from '../office/open-office-file.ts';
import { readProperties } from '../office/read-properties.ts';
import { type Relationships, readRelationships } from '../office/relationships.ts';
import { SheetTable } from '../sheet/sheet-table.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { readAttribute, readPrefixedAttribute } from '../xml/read-attribute.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import { readNumberKinds } from './read-number-kinds.ts';
import { readSharedStrings } from './read-shared-strings.ts';
import { readSheetTexts } from './read-sheet-texts.ts';
import { SheetReader, type Workbook } from './sheet-reader.ts';

interface Sheet {
  readonly name: string;
  readonly part: string;
}

/** Excel -> markdown: each sheet below its name, hidden ones too, with its cells as tables, then its comments and text boxes. */
export async function convertXlsx({ bytes, maxMarkdownBytes }: ByteSource): Promise<Draft> {
  const { zip, main, relationships: fileRelationships } = await openOfficeFile(bytes, 'xl/workbook.xml');
  const relationships = await readRelationships(zip, main);
  const { sheets, date1904 } = await readWorkbook(zip, main, relationships);
  const part = (type: string) => zip.stream(relationships.find(type) ?? '');
  const workbook: Workbook = {
    strings: await readSharedStrings(part('sharedStrings'), maxMarkdownBytes),
    kinds: await readNumberKinds(part('styles')),
    date1904,
  };
  const out = new MarkdownBuilder(maxMarkdownBytes);
  const warnings: string[] = [];
  for (const { name, part } of sheets) {
    const text = new MarkdownBuilder(maxMarkdownBytes);
    const table = new SheetTable(text);
    await parseXml(zip.stream(part), new SheetReader(table, workbook));
    table.end();
    for (const extra of await readSheetTexts(zip, part)) text.addBlock(escapeMarkdown(extra));
    if (text.empty) continue;
    out.addBlock(`## ${escapeMarkdown(name)}`);
    out.addBlock(text.toString());
    if (table.overflow) warnings.push(`Cells far to the right in the sheet ${name} are joined in its last column.`);
  }
  const fields = await readProperties(zip.stream(fileRelationships.find('core-properties') ?? ''));
  return { markdown: out.toString(), warnings, fields: { ...fields, sheets: sheets.length } };
}

async function readWorkbook(
  zip: ZipArchive,
  main: string,
  relationships: Relationships,
): Promise<{ sheets: readonly Sheet[]; date1904: boolean }> {
  const sheets = new Map<string, Sheet>();
  let date1904 = false;
  await parseXml(zip.stream(main), {
    open(name, attributes) {
      if (name === 'workbookPr') {
        const value = readAttribute(attributes, 'date1904');
        date1904 = value === '1' || value === 'true';
      } else if (name === 'sheet') {
        const found = relationships.get(readPrefixedAttribute(attributes, 'id'));
        // Only a macro can show a "very hidden" one.
        if (found === undefined || readAttribute(attributes, 'state') === 'veryHidden') return;
        const { target } = found;
        if (!sheets.has(target)) sheets.set(target, { name: readAttribute(attributes, 'name') ?? '', part: target });
      }
    },
  });
  return { sheets: [...sheets.values()], date1904 };
}
