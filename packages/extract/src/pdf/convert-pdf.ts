import { SourceError } from '@acequia/core';
import { getDocumentProxy } from 'unpdf';
import type { ByteSource, Draft } from '../formats/format.ts';
import { MarkdownBuilder } from '../markdown/markdown-builder.ts';
import { CharacterMaps } from './character-maps.ts';
import { measureHeadings } from './measure-headings.ts';
import { type PageText, readPage } from './read-page.ts';
import { readPdfFields } from './read-pdf-fields.ts';
import { removeRunningLines } from './remove-running-lines.ts';
import { writePage } from './write-page.ts';

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

/** Errors only: the library would write each oddity of a document to the console. */
const quiet = 0;

/** The text layer of a PDF -> markdown. */
export async function convertPdf({ bytes, maxMarkdownBytes }: ByteSource): Promise<Draft> {
  const maps = new CharacterMaps();
  const document = await openDocument(bytes, maps);
  try {
    const { pages, warnings } = await readPages(document, maxMarkdownBytes);
    if (pages.every((page) => page.length === 0)) throw withoutText(maps);
    const out = new MarkdownBuilder(maxMarkdownBytes);
    const headings = measureHeadings(pages);
    for (const page of removeRunningLines(pages)) writePage(out, page, headings);
    const lost = maps.missing.size === 0 ? [] : [missingMaps(maps)];
    return { markdown: out.toString(), warnings: [...warnings, ...lost], fields: await readPdfFields(document) };
  } finally {
    await document.loadingTask.destroy();
  }
}

function missingMaps({ missing }: CharacterMaps): string {
  return `Text in fonts with the character map(s) ${[...missing].join(', ')} cannot be read.`;
}

function withoutText(maps: CharacterMaps): SourceError {
  if (maps.missing.size > 0) {
    return new SourceError('unsupported', missingMaps(maps), {
      remedy: 'Install the npm package pdfjs-dist, which has them, or store the document with embedded fonts (PDF/A).',
    });
  }
  return new SourceError('unsupported', 'This PDF has no text in it, only pictures of pages (a scan).', {
    remedy: 'Text recognition (OCR) is not done here: store a version with a text layer.',
  });
}

async function openDocument(bytes: Uint8Array, maps: CharacterMaps): Promise<PdfDocument> {
  try {
    // Nothing of a document is run or fetched.
    return await getDocumentProxy(bytes, {
      verbosity: quiet,
      enableXfa: false,
      useSystemFonts: false,
      // Pictures are no text; 0 would be no limit.
      maxImageSize: 1,
      // The library makes one of these itself; this one hands out ours.
      BinaryDataFactory: function useMaps() {
        return maps;
      },
      cMapUrl: 'cmaps/',
      cMapPacked: true,
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw new SourceError('unreadable', 'This PDF is protected by a password.', {
        remedy: 'Store a copy without a password.',
      });
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new SourceError('unreadable', `This PDF is broken: ${reason}`, {
      remedy: 'Open it in a PDF reader and save or print it to a new PDF.',
    });
  }
}

async function readPages(document: PdfDocument, maxBytes: number): Promise<{ pages: PageText[]; warnings: string[] }> {
  const pages: PageText[] = [];
  const broken: number[] = [];
  // Counts while reading: the pages are only written when all are known.
  const counted = new MarkdownBuilder(maxBytes);
  for (let number = 1; number <= document.numPages; number++) {
    try {
      const page = await document.getPage(number);
      const lines = await readPage(page);
      page.cleanup();
      for (const line of lines) counted.add(line.text);
      pages.push(lines);
    } catch (error) {
      if (SourceError.isInstance(error)) throw error;
      broken.push(number);
    }
  }
  if (pages.length === 0) {
    throw new SourceError('unreadable', 'No page of this PDF can be read.', {
      remedy: 'Open it in a PDF reader and save or print it to a new PDF.',
    });
  }
  const named = `${broken.slice(0, 20).join(', ')}${broken.length > 20 ? ' ...' : ''}`;
  return { pages, warnings: broken.length === 0 ? [] : [`Page(s) that could not be read: ${named}.`] };
}
