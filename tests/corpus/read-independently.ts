import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropRunningLines } from './drop-running-lines.ts';
import { readWithPandoc } from './read-with-pandoc.ts';
import { runTool } from './run-tool.ts';

type Reader = (path: string) => string;

const pandoc =
  (format: string): Reader =>
  (path) =>
    readWithPandoc(path, format);

/** For each file ending a program that has nothing in common with this project, and how it is asked for the text. */
const readers: Readonly<Record<string, Reader>> = {
  docx: pandoc('docx'),
  odt: pandoc('odt'),
  epub: pandoc('epub'),
  rtf: pandoc('rtf'),
  ipynb: pandoc('ipynb'),
  html: pandoc('html'),
  pdf: readPdf,
  xlsx: readXlsx,
  ods: (path) => runTool('odt2txt', ['--width=-1', '--encoding=UTF-8', path]),
  pptx: readPptx,
  eml: readMail,
  msg: readOutlookMail,
  csv: readText,
  py: readText,
  xml: (path) => runTool('xmlstarlet', ['sel', '-T', '-t', '-v', 'string(/)', path]),
};

/** The text of a file as another program reads it. Throws for an ending that none is known for. */
export function readIndependently(path: string): string {
  const ending = path.split('.').at(-1)?.toLowerCase() ?? '';
  const reader = readers[ending];
  if (reader === undefined) throw new Error(`No other program is known here that reads .${ending}.`);
  return reader(path);
}

/** A text is compared with itself. */
function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

/**
 * A word that is divided at the end of a line is one word. What stands at the edge of every page is no part of the text. Marks of
 * direction stand where the spaces around Latin words and numbers in right-to-left lines were.
 */
function readPdf(path: string): string {
  const text = runTool('pdftotext', ['-layout', '-enc', 'UTF-8', path, '-']).replace(/[\u202a-\u202c]/g, ' ');
  // A form feed ends each page, the last one too.
  return dropRunningLines(text.split('\f').slice(0, -1)).replace(/(\p{L})[-\u00ad\u2010]\n\s*(\p{Ll})/gu, '$1$2');
}

function readXlsx(path: string): string {
  return runTool('xlsx2csv', ['--all', '--dateformat', '%Y-%m-%d', '-p', '', path]);
}

const drawing = 'a=http://schemas.openxmlformats.org/drawingml/2006/main';

/** The slides in the order of their numbers. */
function readPptx(path: string): string {
  const slides = runTool('unzip', ['-Z1', path])
    .split('\n')
    .filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
    .sort((one, other) => Number(/\d+/.exec(one)) - Number(/\d+/.exec(other)));
  const query = ['sel', '-N', drawing, '-T', '-t', '-m', '//a:p', '-m', './/a:t', '-v', '.', '-b', '-n'];
  return slides
    .map((name) => runTool('xmlstarlet', query, { input: Buffer.from(runTool('unzip', ['-p', path, name])) }))
    .join('\n');
}

/** The subject and the text of a mail, without what `mshow` says about its parts. */
function readMail(path: string): string {
  const shown = runTool('mshow', ['-h', 'subject', '-A', 'text/plain', path]);
  return shown.replace(/^(?:Subject: |--- .*$|no filter or default handler$)/gm, '');
}

/** Outlook's mail is turned into an ordinary one first. */
function readOutlookMail(path: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'acequia-mail-'));
  try {
    const mail = join(folder, 'mail.eml');
    runTool('msgconvert', ['--outfile', mail, path]);
    return readMail(mail);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
