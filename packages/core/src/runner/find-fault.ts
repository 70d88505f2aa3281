import type { Document } from '../contract/document.ts';

const longest = 2048;

const tooLong = (text: string) => text.length > longest || Buffer.byteLength(text) > longest;

/** Whether a text can be the id of a document. */
export function isId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && !tooLong(id);
}

/** Why a document cannot be stored; undefined: it can. */
export function findFault({ id, alias, title, parent }: Document): string | undefined {
  if (typeof id !== 'string' || id === '') return 'it has no id';
  if (tooLong(id)) return `its id is longer than ${longest} bytes: ${id.slice(0, 80)}…`;
  if (alias !== undefined && !isId(alias)) return `its alias is no text of 1 to ${longest} bytes`;
  if (parent !== undefined && typeof parent !== 'string') return 'its parent is no id';
  if (typeof title !== 'string') return 'its title is no text';
  return undefined;
}
