import type { Violation } from '../source-file.ts';

const vague = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'shared', 'types']);
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Names that tools or customs demand. */
const demanded = /^(README|CHANGELOG|LICENSE|NOTICE)(\.[a-z-]+)?$|^\./;

/** Names of files and folders: kebab-case, and no room for whatever fits nowhere else. */
export function checkNames(path: string): Violation[] {
  const name = path.replace(/\/$/, '').split('/').at(-1) ?? '';
  if (demanded.test(name)) return [];
  const [first = '', ...rest] = name.split('.');
  if (vague.has(first)) return [`${path}: '${first}' says nothing; name it after what is in it`];
  return [first, ...rest].every((part) => kebab.test(part)) ? [] : [`${path}: names are kebab-case`];
}
