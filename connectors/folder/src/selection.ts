import { type BytePath, joinPath, splitPath, toText } from './byte-path.ts';
import type { Settings } from './settings.ts';
import { compileNamePattern, compilePathPattern } from './wildcard.ts';

/** Decides by name alone, before anything is asked of the file system, whether an entry is left out. */
export type Exclusion = (folder: BytePath, name: BytePath) => boolean;

/** The names that the settings leave out. Picks themselves are never asked for: naming one means it. */
export function createExclusion({ hidden, ignore }: Pick<Settings, 'hidden' | 'ignore'>): Exclusion {
  // A slash at the end says "folder" elsewhere; here a name is a name.
  const patterns = ignore.map((pattern) => pattern.replace(/\/+$/, ''));
  const names = patterns.filter((pattern) => !pattern.includes('/'));
  const plainNames = new Set(names.filter((name) => !/[*?]/.test(name)));
  const namePatterns = names.filter((name) => /[*?]/.test(name)).map(compileNamePattern);
  const pathPatterns = patterns.filter((pattern) => pattern.includes('/')).map(compilePathPattern);
  return (folder, name) => {
    if (!hidden && name.startsWith('.')) return true;
    const text = toText(name);
    if (plainNames.has(text) || namePatterns.some((matches) => matches(text))) return true;
    if (pathPatterns.length === 0) return false;
    const path = splitPath(toText(joinPath(folder, name)));
    return pathPatterns.some((matches) => matches(path));
  };
}
