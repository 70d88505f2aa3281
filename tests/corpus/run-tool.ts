import { execFileSync } from 'node:child_process';
import { findPrograms } from '../servers/find-programs.ts';

/** Programs that others wrote, with the Debian packages that bring them. */
const packages = {
  pandoc: ['pandoc'],
  pdftotext: ['poppler-utils'],
  'rsvg-convert': ['librsvg2-bin', 'fonts-dejavu-core'],
  odt2txt: ['odt2txt'],
  xlsx2csv: ['xlsx2csv'],
  xmlstarlet: ['xmlstarlet'],
  msgconvert: ['libemail-outlook-message-perl', 'libemail-address-perl'],
  mshow: ['mblaze'],
  unzip: ['unzip'],
  tar: ['tar'],
  iconv: ['libc-bin'],
} as const;

export type Tool = keyof typeof packages;

export interface ToolOptions {
  /** Of the process. This one's when absent. */
  readonly folder?: string;
  /** What it reads from its standard input. */
  readonly input?: Uint8Array;
}

const maxOutput = 256 * 1024 * 1024;
let found: ReadonlyMap<string, string> | undefined;

/** What a program prints, as text. Throws with what it complained about. */
export function runTool(tool: Tool, flags: readonly string[], options: ToolOptions = {}): string {
  return runToolBytes(tool, flags, options).toString('utf8');
}

export function runToolBytes(tool: Tool, flags: readonly string[], { folder, input }: ToolOptions = {}): Buffer {
  return execFileSync(findTools().get(tool) ?? tool, flags, {
    maxBuffer: maxOutput,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(folder !== undefined && { cwd: folder }),
    ...(input !== undefined && { input }),
  });
}

/** The paths of the programs. The first call installs what is missing, which takes a while. */
export function findTools(): ReadonlyMap<string, string> {
  if (found !== undefined) return found;
  const programs = Object.keys(packages);
  const paths = findPrograms({
    what: 'programs that read documents',
    programs,
    packages: Object.values(packages).flat(),
    otherwise: 'or put other builds of them on the PATH.',
  });
  found = new Map(programs.map((name, index) => [name, paths[index] ?? name]));
  return found;
}
