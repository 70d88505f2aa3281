import { findProgram, findPrograms } from '../../../../tests/servers/find-programs.ts';
import type { Tool } from './tool.ts';

/** The path of a tool; undefined: it is not on this machine. @param install where it is missing, with apt as root */
export function findTool({ program, package: name = program }: Tool, install: boolean): string | undefined {
  if (!install) return findProgram(program);
  const otherwise = 'or leave out --tools.';
  return findPrograms({ what: program, programs: [program], packages: [name], otherwise })[0];
}

/** GNU time, which knows what a program costs with all that it starts. */
export function findTime(install: boolean): string | undefined {
  return findTool({ program: 'time', writes: '', prepare: () => Promise.reject(new Error('Not a tool')) }, install);
}
