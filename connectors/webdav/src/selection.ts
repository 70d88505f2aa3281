import { baseName, type Path, splitPath } from './path.ts';
import type { Settings } from './settings.ts';

/** Whether what is at a path is read, by its own name. Encoding leaves the dot as it is. */
export function isSelected({ hidden }: Settings, path: Path): boolean {
  return hidden || !baseName(path).startsWith('.');
}

/** The same for a path that nobody walked down to: no name below the root may be hidden. */
export function isSelectedBelow({ hidden }: Settings, root: Path, path: Path): boolean {
  return hidden || !splitPath(path.slice(root.length)).some((name) => name.startsWith('.'));
}
