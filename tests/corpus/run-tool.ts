import { execFileSync } from 'node:child_process';
import { findPrograms } from '../servers/find-programs.ts';

/** Debian packages of the tools that have another name. */
const packageOf: Readonly<Record<string, string>> = {
  pdftotext: 'poppler-utils',
  'dpkg-deb': 'dpkg',
  msgconvert: 'libemail-outlook-message-perl',
  mshow: 'mblaze',
  xmllint: 'libxml2-utils',
};
const maxOutput = 256 * 1024 * 1024;

/** What a program that others wrote prints; it is installed when it is missing. Throws with what it complained about. */
export function runTool(
  program: string,
  flags: readonly string[],
  options: { folder?: string; input?: Buffer } = {},
): string {
  return runToolBytes(program, flags, options).toString('utf8');
}

export function runToolBytes(
  program: string,
  flags: readonly string[],
  { folder, input }: { folder?: string; input?: Buffer } = {},
): Buffer {
  const [path = program] = findPrograms({
    what: program,
    programs: [program],
    packages: [packageOf[program] ?? program],
    otherwise: 'or another build of it on the PATH.',
  });
  return execFileSync(path, flags, {
    maxBuffer: maxOutput,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(folder !== undefined && { cwd: folder }),
    ...(input !== undefined && { input }),
  });
}
