import { findProgram, findPrograms } from '../../../../tests/servers/find-programs.ts';
import type { Tool } from './tool.ts';

/** Where a program is, or which Debian package brings it. */
type Wanted = Pick<Tool, 'program' | 'package'>;

/** The path of a tool; undefined: it is not on this machine. @param install where it is missing, with apt as root */
export function findTool({ program, package: name = program }: Wanted, install: boolean): string | undefined {
  if (!install) return findProgram(program);
  const otherwise = 'or leave out --tools.';
  return findPrograms({ what: program, programs: [program], packages: [name], otherwise })[0];
}
