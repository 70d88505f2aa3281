import type { ListResponse } from 'imapflow';
import { flags as marks, specialUse } from 'imapflow/lib/special-use.js';

/**
 * What folders are for, by path: `\Inbox`, `\Trash` ... The client names one folder for each use: of two that the server
 * marks but one, and where it marks none, somebody's own `Projects/Trash` if there is no other.
 */
export function findSpecialUses(listed: readonly ListResponse[]): ReadonlyMap<string, string> {
  const uses = new Map<string, string>();
  for (const { path, flags, specialUse: found } of listed) {
    const use = marks.find((mark) => flags.has(mark)) ?? (found === '\\Inbox' ? found : undefined);
    if (use !== undefined) uses.set(path, use);
  }
  const marked = new Set(uses.values());
  for (const { path, parent, name } of listed) {
    if (uses.has(path) || !isAtTheTop(parent)) continue;
    const { flag } = specialUse(false, { flags: new Set(), name });
    // That a folder holds the mails of all others is the server's to say: one of that name may be the only place of its mails.
    if (flag !== null && flag !== '\\All' && !marked.has(flag)) uses.set(path, flag);
  }
  return uses;
}

/** Somebody's own folder may have any name. Where the others lie below INBOX, these are at the top. */
const isAtTheTop = ([outer, inner]: readonly string[]) =>
  outer === undefined || (inner === undefined && outer.toUpperCase() === 'INBOX');
